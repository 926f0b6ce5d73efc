import { type JsonSchema } from '#messages/json-schema.js';

/** When a right ends, as the read models tell it. */
export const expirySchema: JsonSchema = {
  type: 'object',
  properties: {
    expiresAt: { type: 'string', format: 'date-time', description: 'First instant of no use' },
    lastDay: { type: 'string', format: 'date', description: 'Last day of use in the zone' },
    zone: { type: 'string' },
    daysLeft: { type: 'integer', description: 'Today included; 0 once expired' },
  },
  required: ['expiresAt', 'lastDay', 'zone', 'daysLeft'],
};
