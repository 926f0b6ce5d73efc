import { Day, Flag, OneOf, SomeOf, Text, Texts, Whole } from '#messages/fields.js';
import {
  type DeliveryProvider,
  type ExamFamily,
  type Fulfilment,
  type LicenseType,
  type LicensingProgram,
  type ProductKind,
  ServicesSubscriptionLicense,
  deliveryProviders,
  examFamilies,
  fulfilments,
  licensingPrograms,
  productKinds,
} from './vocabulary.js';

export class ProductListed {
  static readonly type = 'ProductListed';
  static readonly version = 1;
  @Text('Key of the product', { max: 40 }) productKey!: string;
  @Text('Title') title!: string;
  @Texts('Other names of it', { min: 0, max: 20 }) aliases!: readonly string[];
  @OneOf(productKinds, 'What kind of thing it is') kind!: ProductKind;
  @OneOf([ServicesSubscriptionLicense], 'License type') licenseType!: LicenseType;
  @OneOf(fulfilments, 'How it is used') fulfilment!: Fulfilment;
  @Whole('Exams, codes or seats in one pack', { min: 1 }) packSize!: number;
  @SomeOf(examFamilies, 'Exam families it pays for', { min: 0 }) families!: readonly ExamFamily[];
  @OneOf(deliveryProviders, 'Who delivers its exams', { optional: true }) provider?: DeliveryProvider;
  @Flag('Only for accredited academic institutions') academic!: boolean;
  @SomeOf(licensingPrograms, 'Programs it can be ordered under') programs!: readonly LicensingProgram[];
  @Whole('Points of one pack toward the price level') points!: number;
  @Day('First day on sale') onSaleFrom!: string;
}

export class ProductWithdrawnFromSale {
  static readonly type = 'ProductWithdrawnFromSale';
  static readonly version = 1;
  @Text('Key of the product', { max: 40 }) productKey!: string;
  @Day('First day on which it is no longer sold') from!: string;
}
