/** Unpredictable bytes, as `randomBytes` of node:crypto gives them; what takes one has that as its default. */
export type RandomSource = (bytes: number) => Buffer;
