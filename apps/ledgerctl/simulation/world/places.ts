/** Where customers are: some of many. */
export const places = [
  { country: 'DE', zone: 'Europe/Berlin', region: 'EMEA', currency: 'EUR' },
  { country: 'FR', zone: 'Europe/Paris', region: 'EMEA', currency: 'EUR' },
  { country: 'GB', zone: 'Europe/London', region: 'EMEA', currency: 'EUR' },
  { country: 'US', zone: 'America/Chicago', region: 'NORTH-AMERICA', currency: 'USD' },
  { country: 'US', zone: 'America/Los_Angeles', region: 'NORTH-AMERICA', currency: 'USD' },
  { country: 'BR', zone: 'America/Sao_Paulo', region: 'LATAM', currency: 'USD' },
  { country: 'IN', zone: 'Asia/Kolkata', region: 'APAC', currency: 'USD' },
  { country: 'AU', zone: 'Australia/Sydney', region: 'APAC', currency: 'USD' },
] as const;

export type Place = (typeof places)[number];
