/** The two kinds of customer (R2). */
export const segments = ['COMMERCIAL', 'ACADEMIC'] as const;
export type Segment = (typeof segments)[number];

/** What an academic institution teaches at; for reports only (R29). */
export const academicLevels = ['SECONDARY', 'TWO_YEAR', 'FOUR_YEAR'] as const;
export type AcademicLevel = (typeof academicLevels)[number];

/** What a person is to the institution (R3, R25); a contact receives mail and is no candidate by it. */
export const personRoles = ['EMPLOYEE', 'STUDENT', 'FACULTY', 'STAFF', 'CONTACT'] as const;
export type PersonRole = (typeof personRoles)[number];
