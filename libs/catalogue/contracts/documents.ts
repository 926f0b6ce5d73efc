/** What a document is about: a product of the catalogue, all of its exams, or the programme as a whole. */
export const documentSubjects = [
  'EREF',
  'MSIA',
  'ELEARN',
  'CP-30',
  'SP-500',
  'SP-125-MTA',
  'SP-125-MOS',
  'EXAMS',
  'PROGRAMME',
] as const;
export type DocumentSubject = (typeof documentSubjects)[number];

export interface SourceDocument {
  readonly documentId: string;
  readonly title: string;
  readonly url: string;
  /** BCP 47; `und` where the source does not say. */
  readonly language: 'en' | 'de' | 'und';
  readonly subjects: readonly DocumentSubject[];
}

const packs = ['CP-30', 'SP-500', 'SP-125-MTA', 'SP-125-MOS'] as const;
const sitePacks = ['SP-500', 'SP-125-MTA', 'SP-125-MOS'] as const;
const download = 'http://download.microsoft.com/download';

/** The academic documents; the source links them twice (R49, R43). */
const academic: readonly SourceDocument[] = [
  {
    documentId: 'MSIA-BENEFITS',
    title: 'Microsoft Imagine Academy programme: overview of benefits',
    url: `${download}/C/6/1/C616A2EB-0245-48AC-9ECA-BBEBB1B781C6/Imagine_Academy_FactSheet.pdf`,
    language: 'und',
    subjects: ['MSIA'],
  },
  {
    documentId: 'ACADEMIC-CERTIFICATION',
    title: 'Microsoft certification for academic institutions: datasheet',
    url: `${download}/B/6/7/B6783ECC-2C82-4C76-AF39-52709D54D0F3/IT_Academy-Cert_Datasheet.pdf`,
    language: 'und',
    subjects: packs,
  },
  {
    documentId: 'MSIA-ROADMAP',
    title: 'Microsoft Imagine Academy: certification roadmap',
    url: `${download}/C/6/1/C616A2EB-0245-48AC-9ECA-BBEBB1B781C6/Certification_Roadmap_A1_ENU.pdf`,
    language: 'en',
    subjects: ['MSIA', 'EXAMS'],
  },
  {
    documentId: 'EXAM-PACKS',
    title: 'Microsoft certification exam packs for academic volume licensing: datasheet',
    url: `${download}/B/6/7/B6783ECC-2C82-4C76-AF39-52709D54D0F3/ITA-Cert_VLflyer_Customer.pdf`,
    language: 'und',
    subjects: packs,
  },
];

/** For customers who still use e-learning under existing contracts (R41, R42); the last one serves R53, too. */
const eLearning: readonly SourceDocument[] = [
  {
    documentId: 'ELEARN-ADMIN-GUIDE',
    title: 'Online Services Manager: activation guide',
    url: `${download}/2/0/8/2088DD0D-3581-4A73-93C2-15470A080851/VL_MLS_Admin_Activation_Guide.pdf`,
    language: 'und',
    subjects: ['ELEARN'],
  },
  {
    documentId: 'ELEARN-LEARNER-GUIDE',
    title: 'End user and learner: activation guide',
    url: `${download}/C/9/4/C943436F-4228-453A-9731-1CE4C6942488/VLElearning_End-User_Activation_Guide_Final.pdf`,
    language: 'und',
    subjects: ['ELEARN'],
  },
  {
    documentId: 'ELEARN-DEMO',
    title: 'E-learning activation: demo',
    url: 'http://www.microsoft.com/learning/_silverlight/vl/vl.htm',
    language: 'und',
    subjects: ['ELEARN'],
  },
  {
    documentId: 'BAC-GUIDE',
    title: 'Business Administration Center: online services guide',
    url: 'http://www.microsoft.com/learning/_silverlight/bac/bac.htm',
    language: 'und',
    subjects: ['ELEARN', 'PROGRAMME'],
  },
];

/** Pages that the source links beside its documents. Whether they still answer was not checked: they are data (R17). */
const pages: readonly SourceDocument[] = [
  {
    documentId: 'EREF-SAMPLE',
    title: 'E-Reference Library: sample content',
    url: 'http://mseref.safaribooksonline.com/',
    language: 'und',
    subjects: ['EREF'],
  },
  {
    documentId: 'MSIA-PROGRAMME',
    title: 'Microsoft Imagine Academy',
    url: 'https://www.microsoft.com/de-de/education/imagine-academy/default.aspx',
    language: 'de',
    subjects: ['MSIA'],
  },
  {
    documentId: 'MSIA-REQUIREMENTS',
    title: 'Microsoft Imagine Academy: standards and requirements',
    url: 'https://www.microsoft.com/de-de/education/imagine-academy/become-a-member/default.aspx',
    language: 'de',
    subjects: ['MSIA'],
  },
  {
    documentId: 'CERTIFICATION-OVERVIEW',
    title: 'Certification overview',
    url: 'https://www.microsoft.com/learning/certification-overview.aspx',
    language: 'und',
    subjects: ['EXAMS'],
  },
  {
    documentId: 'EXAM-POLICIES',
    title: 'Exam policies and FAQ',
    url: 'https://www.microsoft.com/learning/certification-exam-policies.aspx',
    language: 'und',
    subjects: ['EXAMS'],
  },
  {
    documentId: 'EXAM-LIST',
    title: 'Exam list: choose an exam, then look for its preparation options',
    url: 'https://www.microsoft.com/learning/exam-list.aspx',
    language: 'und',
    subjects: ['EXAMS'],
  },
  {
    documentId: 'VUE-TEST-CENTRE',
    title: 'How to become a Pearson VUE test centre',
    url: 'http://www.pearsonvue.com/microsoft',
    language: 'und',
    subjects: ['CP-30'],
  },
  {
    documentId: 'CERTIPORT-REQUIREMENTS',
    title: 'Certiport: technical requirements of a test centre',
    url: 'http://www.certiport.com/Portal/desktopdefault.aspx?page=common/pagelibrary/techRequirements.htm',
    language: 'und',
    subjects: sitePacks,
  },
  {
    documentId: 'CERTIPORT-TEST-CENTRE',
    title: 'How to become a Certiport Authorized Testing Center',
    url: 'https://www.certiport.com/PORTAL/desktopdefault.aspx?tabid=682&roleid=101',
    language: 'und',
    subjects: sitePacks,
  },
  {
    documentId: 'INDUSTRY-PROGRAMS',
    title: 'Microsoft licensing programs for industries',
    url: 'http://www.microsoft.com/licensing/licensing-options/for-industries.aspx',
    language: 'und',
    subjects: ['PROGRAMME'],
  },
];

export const documents: readonly SourceDocument[] = [...academic, ...eLearning, ...pages];

/** About one subject, or all. */
export const documentsAbout = (subject?: DocumentSubject): readonly SourceDocument[] =>
  documents.filter(({ subjects }) => subject === undefined || subjects.includes(subject));
