/** A share of two numerics that are whole, rounded to a whole number; a half goes to the even neighbour (E61). */
const halfEven = (numerator: string, denominator: string): string =>
  `(div(${numerator}, ${denominator}) + CASE
     WHEN 2 * mod(${numerator}, ${denominator}) > ${denominator} THEN 1
     WHEN 2 * mod(${numerator}, ${denominator}) = ${denominator} THEN mod(div(${numerator}, ${denominator}), 2)
     ELSE 0 END)`;

const minorUnits = 'power(10::numeric, l.digits::numeric)';

/** What some of the units of a line cost, in the decimals of its currency. */
const valueOf = (units: string): string =>
  `round(${halfEven(`trunc(l.net * ${minorUnits}) * ${units}`, 't.total')} / ${minorUnits}, l.digits::int)`;

/**
 * Invoice lines (`l`) with how they are used at an instant: units of `t.total` that are used (`y`) and wasted (`z`), and
 * what both cost (`v`). What has expired unused is wasted, whether or not the sweep has recorded it; what nobody has used
 * yet is neither. More exams than there were units (E49) cost no more than the line.
 * @param now parameter of the statement
 */
export const valuedLines = (now: string): string =>
  `lines l LEFT JOIN entitlements e ON e.entitlement_id = l.entitlement_id
   CROSS JOIN LATERAL (SELECT greatest(coalesce(e.capacity, l.capacity), 1)::numeric AS total,
     coalesce(e.expires_at <= ${now}::timestamptz, false) AS ended) t
   CROSS JOIN LATERAL (SELECT least(coalesce(e.used, 0), t.total) AS used) y
   CROSS JOIN LATERAL (SELECT CASE WHEN t.ended THEN t.total - y.used
     ELSE least(coalesce(e.forfeited, 0), t.total - y.used) END AS wasted) z
   CROSS JOIN LATERAL (SELECT ${valueOf('y.used')} AS used_value) u
   CROSS JOIN LATERAL (SELECT u.used_value, CASE WHEN y.used + z.wasted = t.total THEN l.net - u.used_value
     ELSE least(${valueOf('z.wasted')}, l.net - u.used_value) END AS wasted_value) v`;
