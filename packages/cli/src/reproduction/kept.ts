import type { MisreadRank } from '../study/examine.js';
import type { Outcome, PassResult, StudyResult } from '../study/result.js';
import { spreadOf } from '../study/table.js';

/** A run as the report keeps it: a few hundred bytes. Errors in per cent, rounded to what one digit of the set weighs. */
export interface KeptRun {
  /** Misread digits and how many were read. */
  readonly test?: readonly [errors: number, count: number];
  readonly train?: readonly [errors: number, count: number];
  /** Pass by pass; runs whose course does not matter keep the last one only. */
  readonly passes: {
    readonly running: readonly number[];
    readonly test: readonly number[];
    readonly loss: readonly number[];
    readonly validation?: readonly number[];
    readonly validationLoss?: readonly number[];
  };
  readonly misread?: readonly MisreadRank[];
  /** Ranks alone, for runs whose misread digits are not shown. */
  readonly ranks?: readonly number[];
  readonly codes?: readonly (readonly number[])[];
  readonly weights: string;
  readonly stopped?: string;
  readonly seconds: number;
}

/** How much of a run the report needs. */
export type Detail = 'last' | 'passes' | 'ranks' | 'everything';

function rounded(value: number, digits: number): number {
  return Number(value.toPrecision(digits));
}

/** @param detail 'last': final figures; 'passes': the course too; 'ranks': rejection too; 'everything': pictures too */
export function keep({ outcome, made }: StudyResult, detail: Detail): KeptRun {
  const { train, test, examination, stopped, weightsSha256 } = outcome;
  const passes = detail === 'last' ? outcome.passes.slice(-1) : outcome.passes;
  const column = (pick: (pass: PassResult) => number | null, digits = 5) =>
    passes.map((pass) => rounded(pick(pass) ?? 0, digits));
  const split = passes.some(({ validationErrorPercent }) => validationErrorPercent !== null);
  const misread = examination?.misread;
  return {
    ...(test ? { test: [test.errors, test.count] } : {}),
    ...(train ? { train: [train.errors, train.count] } : {}),
    passes: {
      running: column((pass) => pass.runningErrorPercent),
      test: column((pass) => pass.testErrorPercent),
      loss: column((pass) => pass.meanLoss, 4),
      ...(split ? { validation: column((pass) => pass.validationErrorPercent) } : {}),
      ...(split ? { validationLoss: column((pass) => pass.validationLoss) } : {}),
    },
    ...(misread && detail === 'ranks' ? { ranks: misread.map(([, , , rank]) => rank).sort((a, b) => a - b) } : {}),
    ...(misread && detail === 'everything' ? { misread } : {}),
    ...(examination && detail === 'everything' ? { codes: examination.codes } : {}),
    weights: weightsSha256.slice(0, 16),
    ...(stopped === null ? {} : { stopped }),
    seconds: Math.round(10 * made.seconds) / 10,
  };
}

/** A kept run in the shape that tables are made from. */
export interface ReportResult {
  readonly key: string;
  readonly outcome: Pick<Outcome, 'passes' | 'train' | 'test' | 'weightsSha256' | 'stopped'>;
  readonly kept: KeptRun;
}

export function unpack(key: string, kept: KeptRun): ReportResult {
  const { running, test, loss, validation, validationLoss } = kept.passes;
  const passes = running.map(
    (runningErrorPercent, i): PassResult => ({
      runningErrorPercent,
      testErrorPercent: test[i] ?? 0,
      meanLoss: loss[i] ?? 0,
      validationErrorPercent: validation?.[i] ?? null,
      validationLoss: validationLoss?.[i] ?? null,
    }),
  );
  const last = loss.at(-1) ?? 0;
  const error = (pair: readonly [number, number] | undefined) =>
    pair ? { errors: pair[0], count: pair[1], errorPercent: (100 * pair[0]) / pair[1], meanLoss: last } : null;
  const { weights: weightsSha256, stopped = null } = kept;
  return {
    key,
    outcome: { passes, train: error(kept.train), test: error(kept.test), weightsSha256, stopped },
    kept,
  };
}

/** Ranks of the misread digits by margin, ascending; null where they were not kept. */
export function ranksOf({ ranks, misread }: KeptRun): readonly number[] | null {
  return ranks ?? misread?.map(([, , , rank]) => rank).sort((a, b) => a - b) ?? null;
}

/** Error in per cent of the digits that remain when the `rejected` least certain ones are put aside. */
export function errorWithout(rejected: number, ranks: readonly number[], count: number): number {
  const errors = ranks.filter((rank) => rank >= rejected).length;
  return (100 * errors) / (count - rejected);
}

/**
 * Smallest share of digits, in per cent, whose rejection brings the error of the remaining ones down to `target` per
 * cent (paper, Fig. 10: to 0.5 %).
 */
export function rejectedFor(kept: KeptRun, target: number): number | null {
  const [ranks, count] = [ranksOf(kept), kept.test?.[1]];
  if (!ranks || count === undefined) return null;
  // Rejecting correct digits alone makes the share of errors larger: the smallest number ends with an error.
  const ends = [0, ...ranks.map((rank) => rank + 1)];
  const enough = ends.find((rejected) => rejected < count && errorWithout(rejected, ranks, count) <= target);
  return enough === undefined ? 100 : (100 * enough) / count;
}

/** Mean and spread of `rejectedFor` over runs. */
export function rejectionSpread(results: readonly ReportResult[], target: number) {
  return spreadOf(results.flatMap(({ kept }) => rejectedFor(kept, target) ?? []));
}
