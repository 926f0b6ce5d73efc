import { amendAndCorrect } from './amend-and-correct.js';
import { classPack } from './class-pack.js';
import { type Client } from './client.js';
import { compromise } from './compromise.js';
import { lateReport } from './late-report.js';
import { library } from './library.js';
import { membership } from './membership.js';
import { sitePack } from './site-pack.js';
import { type Teller } from './teller.js';

/** A story that is played over HTTP; true when its sums add up. */
export type Scenario = (client: Client, teller: Teller) => Promise<boolean>;

export const scenarios: Readonly<Record<string, Scenario>> = {
  'class-pack': classPack,
  'amend-and-correct': amendAndCorrect,
  'site-pack': sitePack,
  library,
  'late-report': lateReport,
  compromise,
  membership,
};
