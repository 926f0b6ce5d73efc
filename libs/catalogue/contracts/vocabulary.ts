/** What an entitlement may be spent on; an exam may count toward several, or toward none of them. */
export const examFamilies = ['MOS', 'MTA', 'MCE', 'MCSA', 'MCSE', 'MCSD'] as const;
export type ExamFamily = (typeof examFamilies)[number];

/** Who delivers exams (R73, R74). */
export const deliveryProviders = ['PEARSON_VUE', 'CERTIPORT'] as const;
export type DeliveryProvider = (typeof deliveryProviders)[number];

export const productKinds = ['LIBRARY_ACCESS', 'EXAM_CODE', 'SITE_PACK', 'MEMBERSHIP', 'E_LEARNING'] as const;
export type ProductKind = (typeof productKinds)[number];

/** How a granted line is used: by access codes, from a balance, or by access alone. */
export const fulfilments = ['CODES', 'BALANCE', 'ACCESS'] as const;
export type Fulfilment = (typeof fulfilments)[number];

/** The one license type of this catalogue: no user or add-on subscription license comes with it (R12, R13, I1). */
export const ServicesSubscriptionLicense = 'ServicesSubscriptionLicense';
export type LicenseType = typeof ServicesSubscriptionLicense;

/** Contract families under which a product can be ordered (R14, R44 to R47). */
export const commercialPrograms = ['EA', 'SELECT', 'SELECT_PLUS'] as const;
export const academicPrograms = ['EES', 'SCHOOL_ENROLLMENT', 'SELECT_PLUS_ACADEMIC'] as const;
export const licensingPrograms = [...commercialPrograms, ...academicPrograms] as const;
export type LicensingProgram = (typeof licensingPrograms)[number];
export const isAcademicProgram = (program: string): boolean =>
  academicPrograms.some((academic) => academic === program);

/** Earned by volume, A the smallest; `NONE` is the price of a product whose price no volume changes. */
export const volumeLevels = ['A', 'B', 'C', 'D'] as const;
export const priceLevels = [...volumeLevels, 'NONE'] as const;
export type PriceLevel = (typeof priceLevels)[number];

export const productKeyForm = /^[A-Z0-9]+(?:-[A-Z0-9]+)*$/;
/** `70-486`, `MO-100`: never to be judged by its prefix (R32). */
export const examCodeForm = /^[A-Z0-9]{2,4}-[A-Z0-9]{2,5}$/;
/** Ids that people give: `DE-NATIONWIDE`, `VL-2019`. */
export const namedIdForm = /^[A-Z0-9]+(?:-[A-Z0-9]+)*$/;
export const webAddressForm = /^https?:\/\/[^\s<>"]+$/;
