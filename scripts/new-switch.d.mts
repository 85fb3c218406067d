export const NEW_SWITCH: readonly { readonly file: string; readonly before: string; readonly insert: string }[];
