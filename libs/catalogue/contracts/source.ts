/** The text that the rules come from; every event names the version of the policy that it was decided under (R1). */
export const source = {
  policyVersion: 'vl-training-2019-07-30',
  title: 'Softwareschulung für Volumenlizenzkunden | Microsoft Docs',
  author: 'micsullivan',
  date: '2019-07-30',
  /** A machine translation: the English terms of the model are canonical. */
  language: 'de',
} as const;

/** How the source names the two programmes of volume licensing (R5, R6). */
export const licensingOffers = [
  {
    key: 'VL',
    title: 'Microsoft Volume Licensing',
    // Customisable, with discounted access to training and certification; the contract families are its programs.
    orderable: true,
  },
  {
    key: 'VL_SA',
    title: 'Microsoft Volume Licensing for Software Assurance',
    // E-learning and instructor-led training as a benefit of existing Software Assurance coverage. Not in this ledger:
    // its training vouchers are no exam vouchers.
    orderable: false,
    url: 'https://www.microsoft.com/learning/software-assurance-benefits.aspx',
  },
] as const;

/** What the source names; an open list: exams on other technologies exist (R37). */
export const technologies = [
  'Office',
  'Windows',
  'Exchange',
  'System Center',
  'Visual Studio',
  'Windows Server',
  'Windows Phone',
] as const;
