/**
 * What a position of either log looks like: digits in a fixed width, so that positions sort as text; EventStoreDB has
 * two numbers. What no log can have given is refused at once instead of waited for.
 */
export const positionPattern = '^[0-9]{16,20}(\\.[0-9]{20})?$';
