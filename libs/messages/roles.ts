/** The actors of the domain model; a command names those that may send it. */
export const roles = [
  'vendor-operations',
  'reseller',
  'vl-administrator',
  'candidate',
  'pearson-vue',
  'certiport',
  'auditor',
  'catalogue',
  'reconciler',
  'hr-feed',
  'operator',
  'system',
] as const;

export type Role = (typeof roles)[number];
