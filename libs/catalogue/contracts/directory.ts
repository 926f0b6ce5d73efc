/** Whom to ask for what: the source's addresses, and those that are known per customer (R9, R15, R48, R50, R68). */
export interface DirectoryEntry {
  readonly contact:
    | 'PRICING_DESK'
    | 'SALES_SPECIALISTS'
    | 'PLANNING_HELP'
    | 'LEARNING_PARTNER'
    | 'ACCOUNT_MANAGER'
    | 'ACADEMIC_RESELLER';
  readonly purpose: string;
  readonly email?: string;
  readonly url?: string;
  /** Where the ledger knows a person or partner of the customer's own. */
  readonly knownFrom?: 'AGREEMENT' | 'ORDER';
}

export const directory: readonly DirectoryEntry[] = [
  {
    contact: 'PRICING_DESK',
    purpose: 'Prices, licences and accelerated discounting',
    email: 'MSLVLPurchase@microsoft.com',
  },
  {
    contact: 'SALES_SPECIALISTS',
    purpose: 'Price information and what is offered',
    email: 'mslvlhlp@microsoft.com',
  },
  {
    contact: 'PLANNING_HELP',
    purpose: 'How much training is needed, and a learning plan',
    email: 'mslvlhlp@microsoft.com',
  },
  {
    contact: 'LEARNING_PARTNER',
    purpose: 'A certified partner nearby, for need and learning plan',
    url: 'https://www.microsoft.com/learning/find-partner.aspx',
  },
  {
    contact: 'ACCOUNT_MANAGER',
    purpose: 'To begin with training and certification products',
    knownFrom: 'AGREEMENT',
  },
  {
    contact: 'ACADEMIC_RESELLER',
    purpose: 'Academic licensing programs',
    url: 'http://www.microsoft.com/licensing/licensing-options/for-industries.aspx',
    knownFrom: 'ORDER',
  },
];
