import { type Change, network } from '../state/model.js';

const SIGN = { unit: 'u', map: 'm', squash: 's', weight: 'w' } as const;

function textOf(each: Change): string {
  const sign = SIGN[each.kind];
  switch (each.kind) {
    case 'unit':
      return [sign, each.layer, each.index].join('~');
    case 'map':
      return [sign, each.layer, each.map].join('~');
    case 'squash':
      return [sign, each.layer].join('~');
    case 'weight':
      return [sign, each.parameter, each.index, each.value].join('~');
  }
}

/** What is otherwise for a try, as a field of an address: "m~C3~4" for map 4 of C3 switched off. */
export function triedText(changes: readonly Change[]): string {
  return changes.map(textOf).join(',');
}

function changeIn(text: string): Change[] {
  const [sign = '', name = '', ...numbers] = text.split('~');
  const [place = Number.NaN, value = Number.NaN] = numbers.map(Number);
  const { layers, parameters } = network.peek();
  if (sign === SIGN.weight) {
    const fits =
      parameters.some((each) => each.name === name && place >= 0 && place < each.value.length) &&
      Math.abs(value) <= 100;
    return fits && Number.isInteger(place) ? [{ kind: 'weight', parameter: name, index: place, value }] : [];
  }
  const layer = layers.find((each) => each.name === name);
  // An output that is 0 would be the nearest.
  if (!layer || name === 'Output') return [];
  if (sign === SIGN.squash) return layer.squash === 'none' ? [] : [{ kind: 'squash', layer: name }];
  if (!Number.isInteger(place) || place < 0) return [];
  const [maps = 0, ...rest] = layer.shape;
  if (sign === SIGN.map) return place < maps && rest.length > 0 ? [{ kind: 'map', layer: name, map: place }] : [];
  const units = layer.shape.reduce((product, size) => product * size, 1);
  return sign === SIGN.unit && place < units ? [{ kind: 'unit', layer: name, index: place }] : [];
}

/** The changes that such a field says; what fits nothing is left out. */
export function triedIn(text: string): Change[] {
  return text.split(',').flatMap(changeIn);
}
