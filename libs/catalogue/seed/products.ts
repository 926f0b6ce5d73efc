import { ListProduct, WithdrawProduct } from '../contracts/product-commands.js';
import { academicPrograms, licensingPrograms } from '../contracts/vocabulary.js';
import { type SeedCommand, seedCommand } from './seed-command.js';

const onSaleFrom = '2019-01-01';
/** The day of the source text, which says that e-learning is no longer offered but not since when (R40). */
const policyDate = '2019-07-30';

const academicPack = { academic: true, programs: academicPrograms, onSaleFrom } as const;
const forAll = { academic: false, programs: licensingPrograms, onSaleFrom } as const;
const codes = { kind: 'EXAM_CODE', families: ['MCSA', 'MCSE', 'MCSD'], provider: 'PEARSON_VUE' } as const;
const sitePack = { ...academicPack, kind: 'SITE_PACK', provider: 'CERTIPORT', points: 125 } as const;
// The product terms give no points for what is no exam.
const noExams = { packSize: 1, families: [], points: 0 } as const;

/** The seven products and what they are (R16 to R33), with the points of the product terms. */
const products: readonly Readonly<ListProduct>[] = [
  {
    productKey: 'CP-30',
    title: 'Microsoft Certified Professional (MCP) Class Pack',
    aliases: ['MCP Class Pack', 'MCP 30 Exam Vouchers'],
    ...codes,
    ...academicPack,
    packSize: 30,
    points: 75,
  },
  {
    productKey: 'MCP-1',
    title: 'Microsoft Certified Professional (MCP) Exam Voucher',
    aliases: ['MCP 1 Exam Vouchers'],
    ...codes,
    ...forAll,
    packSize: 1,
    points: 1,
  },
  {
    productKey: 'SP-500',
    title: 'MOS/MTA/MCE Site Pack',
    aliases: ['MOS/MTA/MCE Certification 500 Exam Site License'],
    ...sitePack,
    packSize: 500,
    families: ['MOS', 'MTA', 'MCE'],
  },
  {
    productKey: 'SP-125-MTA',
    title: 'MTA/MCE Site Pack',
    // `MCA` is how the product terms misspell it.
    aliases: [
      'MTA Site Pack',
      'MTA/MCE Certification 125 Exam Site License',
      'MTA/MCA Certification 125 Exam Site License',
    ],
    ...sitePack,
    packSize: 125,
    families: ['MTA', 'MCE'],
  },
  {
    productKey: 'SP-125-MOS',
    title: 'MOS/MCE Site Pack',
    aliases: ['MOS Site Pack', 'MOS/MCE Certification 125 Exam Site License'],
    ...sitePack,
    packSize: 125,
    families: ['MOS', 'MCE'],
  },
  {
    productKey: 'EREF',
    title: 'Microsoft E-Reference Library',
    aliases: ['E-Reference Library'],
    kind: 'LIBRARY_ACCESS',
    ...noExams,
    ...forAll,
  },
  {
    productKey: 'MSIA',
    title: 'Microsoft Imagine Academy',
    aliases: ['Imagine Academy membership'],
    kind: 'MEMBERSHIP',
    ...noExams,
    ...academicPack,
  },
];

const eLearning: Readonly<ListProduct> = {
  productKey: 'ELEARN',
  title: 'Microsoft E-Learning',
  aliases: [],
  kind: 'E_LEARNING',
  ...noExams,
  ...forAll,
};

const list = (product: Readonly<ListProduct>): SeedCommand =>
  seedCommand(ListProduct, `product/${product.productKey}`, 'list', product);

export const productCommands = (): readonly SeedCommand[] => [
  ...products.map(list),
  list(eLearning),
  seedCommand(WithdrawProduct, `product/${eLearning.productKey}`, 'withdraw', {
    productKey: eLearning.productKey,
    from: policyDate,
  }),
];
