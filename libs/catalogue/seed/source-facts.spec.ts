import { describe, expect, it } from '@jest/globals';
import { Configuration } from '#config/configuration.js';
import { academicLevels, personRoles } from '#institutions/contracts/vocabulary.js';
import { contactRoles } from '#ordering/contracts/vocabulary.js';
import { PlaceOrder } from '#ordering/contracts/order-commands.js';
import { schemaOf } from '#messages/field-registry.js';
import { directory } from '../contracts/directory.js';
import { documents, documentsAbout } from '../contracts/documents.js';
import { ListExam } from '../contracts/exam-commands.js';
import { advisedMonths, familyFacts, preparationMonths } from '../contracts/families.js';
import { ListProduct } from '../contracts/product-commands.js';
import { licensingOffers, source, technologies } from '../contracts/source.js';
import { licensingPrograms } from '../contracts/vocabulary.js';
import { examCommands } from './exams.js';
import { productCommands } from './products.js';

const products = productCommands().flatMap(({ command }) =>
  command instanceof ListProduct ? [command] : [],
);
const exams = examCommands().flatMap(({ command }) => (command instanceof ListExam ? [command] : []));
const ids = (about: Parameters<typeof documentsAbout>[0]) =>
  documentsAbout(about).map(({ documentId }) => documentId);
const urlOf = (id: string) => documents.find(({ documentId }) => documentId === id)?.url;
const contact = (name: string) => directory.find((each) => each.contact === name);

describe('the source', () => {
  it('R1 dates from 30 July 2019, and is the policy version of the ledger', () => {
    expect(source).toMatchObject({ date: '2019-07-30', author: 'micsullivan', language: 'de' });
    expect(source.policyVersion).toBe(`vl-training-${source.date}`);
    expect(new Configuration().policyVersion).toBe(source.policyVersion);
  });

  it('R3 has employees for its end users', () => {
    expect(personRoles).toContain('EMPLOYEE');
  });

  it('R4 leaves general questions on certifications and exams to two other pages', () => {
    expect(ids('EXAMS')).toEqual(expect.arrayContaining(['CERTIFICATION-OVERVIEW', 'EXAM-POLICIES']));
    expect(urlOf('CERTIFICATION-OVERVIEW')).toBe(
      'https://www.microsoft.com/learning/certification-overview.aspx',
    );
    expect(urlOf('EXAM-POLICIES')).toBe(
      'https://www.microsoft.com/learning/certification-exam-policies.aspx',
    );
  });

  it('R5 R6 names volume licensing, and Software Assurance whose benefits nobody orders here', () => {
    expect(licensingOffers.map(({ key, orderable }) => [key, orderable])).toEqual([
      ['VL', true],
      ['VL_SA', false],
    ]);
    expect(licensingPrograms).toEqual([
      'EA',
      'SELECT',
      'SELECT_PLUS',
      'EES',
      'SCHOOL_ENROLLMENT',
      'SELECT_PLUS_ACADEMIC',
    ]);
    expect(
      products.filter(({ title, aliases }) => /assurance|SATV/i.test([title, ...aliases].join())),
    ).toEqual([]);
  });

  it('R37 names seven technologies, and exams on others exist', () => {
    expect(technologies).toHaveLength(7);
    expect(exams.some(({ title }) => /SQL Server/.test(title))).toBe(true);
  });
});

describe('the directory', () => {
  it('R9 R15 R50 R68 says whom to ask for prices, offers and a learning plan', () => {
    expect(contact('PRICING_DESK')?.email).toBe('MSLVLPurchase@microsoft.com');
    expect(contact('SALES_SPECIALISTS')?.email).toBe('mslvlhlp@microsoft.com');
    expect(contact('PLANNING_HELP')?.email).toBe('mslvlhlp@microsoft.com');
    expect(contact('LEARNING_PARTNER')?.url).toBe('https://www.microsoft.com/learning/find-partner.aspx');
  });

  it('R50 the account manager is one of the agreement', () => {
    expect(contact('ACCOUNT_MANAGER')?.knownFrom).toBe('AGREEMENT');
    expect(contactRoles).toContain('ACCOUNT_MANAGER');
  });

  it('R48 every order names its reseller; more is on the page for industries', () => {
    expect(schemaOf(PlaceOrder).required).toContain('resellerId');
    expect(contact('ACADEMIC_RESELLER')).toMatchObject({
      knownFrom: 'ORDER',
      url: 'http://www.microsoft.com/licensing/licensing-options/for-industries.aspx',
    });
  });
});

describe('the documents', () => {
  it('have each an id, a title, a language and an address of their own', () => {
    expect(new Set(documents.map(({ documentId }) => documentId)).size).toBe(documents.length);
    expect(new Set(documents.map(({ url }) => url)).size).toBe(documents.length);
    for (const { url, title, language } of documents) {
      expect(URL.canParse(url)).toBe(true);
      expect(title).not.toBe('');
      expect(Intl.getCanonicalLocales(language)).toEqual([language]);
    }
  });

  it('R17 R16 show a sample of the E-Reference Library', () => {
    expect(ids('EREF')).toEqual(['EREF-SAMPLE']);
    expect(urlOf('EREF-SAMPLE')).toBe('http://mseref.safaribooksonline.com/');
  });

  it('R42 R41 are four on e-learning, for those who still use it', () => {
    expect(ids('ELEARN')).toEqual(['ELEARN-ADMIN-GUIDE', 'ELEARN-LEARNER-GUIDE', 'ELEARN-DEMO', 'BAC-GUIDE']);
  });

  it('R53 the guide to the online services is the one of the Business Administration Center', () => {
    expect(ids('PROGRAMME')).toContain('BAC-GUIDE');
    expect(urlOf('BAC-GUIDE')).toBe('http://www.microsoft.com/learning/_silverlight/bac/bac.htm');
  });

  it('R49 are four on academic programmes, each once although the source links them twice', () => {
    expect(documents.slice(0, 4).map(({ documentId }) => documentId)).toEqual([
      'MSIA-BENEFITS',
      'ACADEMIC-CERTIFICATION',
      'MSIA-ROADMAP',
      'EXAM-PACKS',
    ]);
  });

  it('R24 R73 R75 R76 say where the requirements of academies and test centres are', () => {
    expect(ids('MSIA')).toContain('MSIA-REQUIREMENTS');
    expect(ids('CP-30')).toContain('VUE-TEST-CENTRE');
    for (const pack of ['SP-500', 'SP-125-MTA', 'SP-125-MOS'] as const)
      expect(ids(pack)).toEqual(expect.arrayContaining(['CERTIPORT-REQUIREMENTS', 'CERTIPORT-TEST-CENTRE']));
  });

  it('R39 every exam says where to prepare for it, and the exam list where to begin', () => {
    expect(exams).toHaveLength(112);
    for (const { preparationUrl } of exams) expect(URL.canParse(preparationUrl)).toBe(true);
    expect(urlOf('EXAM-LIST')).toBe('https://www.microsoft.com/learning/exam-list.aspx');
  });
});

describe('the products', () => {
  it('R43 the copied block on academic e-learning makes no product: there is no fourth line of packs', () => {
    expect(products.map(({ productKey }) => productKey).sort()).toEqual([
      'CP-30',
      'ELEARN',
      'EREF',
      'MCP-1',
      'MSIA',
      'SP-125-MOS',
      'SP-125-MTA',
      'SP-500',
    ]);
    const eLearning = products.filter(({ kind }) => kind === 'E_LEARNING');
    expect(eLearning.map(({ productKey, packSize, families }) => [productKey, packSize, families])).toEqual([
      ['ELEARN', 1, []],
    ]);
  });

  it.each([
    ['MCP Class Pack', 'CP-30', ['MCSA', 'MCSE', 'MCSD']],
    ['MOS Site Pack', 'SP-125-MOS', ['MOS', 'MCE']],
    ['MTA Site Pack', 'SP-125-MTA', ['MTA', 'MCE']],
  ])('R72 the FAQ’s %s is %s, by its families', (name, productKey, families) => {
    const named = products.filter(({ aliases }) => aliases.includes(name));
    expect(named.map((product) => [product.productKey, product.families])).toEqual([[productKey, families]]);
  });

  it('R72 a name stands for one product only', () => {
    const names = products.flatMap(({ title, aliases }) => [title, ...aliases]);
    expect(new Set(names).size).toBe(names.length);
  });

  it('R29 institutions are told apart by what they teach at', () => {
    expect(academicLevels).toEqual(['SECONDARY', 'TWO_YEAR', 'FOUR_YEAR']);
  });
});

describe('the families', () => {
  it('R34 MTA has three tracks, and MCE follows the UNESCO framework', () => {
    expect(familyFacts.MTA.tracks).toEqual(['INFRASTRUCTURE', 'DATABASE', 'DEVELOPER']);
    expect(familyFacts.MCE.proves).toMatch(/UNESCO ICT/);
    expect(familyFacts.MOS.proves).toMatch(/Office/);
  });

  it('R36 MCSA proves core skills, MCSE and MCSD deep expertise', () => {
    expect(familyFacts.MCSA).toMatchObject({ level: 'ASSOCIATE', proves: 'Core platform skills' });
    for (const family of ['MCSE', 'MCSD'] as const) {
      expect(familyFacts[family].level).toBe('EXPERT');
      expect(familyFacts[family].proves).toMatch(/Deep expertise/);
    }
  });

  it('R35 R70 an MTA takes a semester; else six months for basic and a year for advanced certification', () => {
    expect(preparationMonths('MTA')).toBe(6);
    expect(advisedMonths).toEqual({ BASIC: 6, ASSOCIATE: 6, EXPERT: 12 });
    expect(preparationMonths('MCSD')).toBe(12);
  });
});
