/** Injection tokens of what is no class of its own. */
export const CLOCK = Symbol('clock');
export const LOOK = Symbol('look');
export const READ_MODELS = Symbol('read models');
export const OPERATIONS = Symbol('operations');
export const ORDERING_POLICIES = Symbol('ordering policies');
export const LOG = Symbol('log');
export const FACTS = Symbol('facts');
