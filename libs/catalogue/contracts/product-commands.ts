import { Command } from '#messages/command.js';
import { Day, Flag, OneOf, SomeOf, Text, Texts, Whole } from '#messages/fields.js';
import {
  type DeliveryProvider,
  type ExamFamily,
  type LicensingProgram,
  type ProductKind,
  deliveryProviders,
  examFamilies,
  licensingPrograms,
  productKeyForm,
  productKinds,
} from './vocabulary.js';

@Command({
  summary: 'List a product',
  description:
    'Puts a product into the catalogue, on sale from a day on. What it pays for never changes afterwards: other terms are another product.',
  roles: ['catalogue', 'vendor-operations'],
  example: {
    productKey: 'CP-30',
    title: 'Microsoft Certified Professional (MCP) Class Pack',
    aliases: ['MCP Class Pack'],
    kind: 'EXAM_CODE',
    packSize: 30,
    families: ['MCSA', 'MCSE', 'MCSD'],
    provider: 'PEARSON_VUE',
    academic: true,
    programs: ['EES', 'SCHOOL_ENROLLMENT', 'SELECT_PLUS_ACADEMIC'],
    points: 75,
    onSaleFrom: '2019-01-01',
  },
})
export class ListProduct {
  @Text('Key of the product', { max: 40, pattern: productKeyForm, example: 'CP-30' }) productKey!: string;
  @Text('Title') title!: string;
  @Texts('Other names of it', { min: 0, max: 20, unique: true }) aliases!: readonly string[];
  @OneOf(productKinds, 'What kind of thing it is') kind!: ProductKind;
  @Whole('Exams, codes or seats in one pack', { min: 1, max: 1000 }) packSize!: number;
  @SomeOf(examFamilies, 'Exam families it pays for', { min: 0 }) families!: readonly ExamFamily[];
  @OneOf(deliveryProviders, 'Who delivers its exams', { optional: true }) provider?: DeliveryProvider;
  @Flag('Only for accredited academic institutions under an academic program') academic!: boolean;
  @SomeOf(licensingPrograms, 'Programs it can be ordered under') programs!: readonly LicensingProgram[];
  @Whole('Points of one pack toward the price level', { max: 10_000 }) points!: number;
  @Day('First day on sale') onSaleFrom!: string;
}

@Command({
  summary: 'Withdraw a product from sale',
  description: 'No order from that day on; what was granted before stays valid (R40, R41).',
  roles: ['catalogue', 'vendor-operations'],
  example: { productKey: 'ELEARN', from: '2019-07-30' },
})
export class WithdrawProduct {
  @Text('Key of the product', { max: 40, pattern: productKeyForm, example: 'ELEARN' }) productKey!: string;
  @Day('First day on which it is no longer sold') from!: string;
}
