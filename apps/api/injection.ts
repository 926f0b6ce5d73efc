/** Injection tokens of what is no class of its own. */
export const CLOCK = Symbol('clock');
export const READ_MODELS = Symbol('read models');
