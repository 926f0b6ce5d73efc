/** The two kinds of customer (R2). */
export const segments = ['COMMERCIAL', 'ACADEMIC'] as const;
export type Segment = (typeof segments)[number];

/** What an academic institution teaches at; for reports only (R29). */
export const academicLevels = ['SECONDARY', 'TWO_YEAR', 'FOUR_YEAR'] as const;
export type AcademicLevel = (typeof academicLevels)[number];

/** What a person is to the institution (R3, R25); a contact receives mail and is no candidate by it. */
export const personRoles = ['EMPLOYEE', 'STUDENT', 'FACULTY', 'STAFF', 'CONTACT'] as const;
export type PersonRole = (typeof personRoles)[number];

/** What an institution is to a provider as a test centre; `NOT_AUTHORIZED` until told otherwise (R73, R75). */
export const centreStatuses = ['NOT_AUTHORIZED', 'ACTIVE', 'SUSPENDED', 'WITHDRAWN'] as const;
export type CentreStatus = (typeof centreStatuses)[number];

/** Numbers of test centres, as the providers write them. */
export const centreIdForm = /^[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*$/;
