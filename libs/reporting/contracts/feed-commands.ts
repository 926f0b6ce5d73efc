import { deliveryProviders, type DeliveryProvider } from '#catalogue/contracts/vocabulary.js';
import { Command } from '#messages/command.js';
import { OneOf, Ref, Text, Whole } from '#messages/fields.js';
import { fileHashForm, type Rejection, rejections } from './vocabulary.js';

@Command({
  summary: 'Register a file of a provider',
  description: 'Once by its content, under whatever name it comes (I28); only then are its lines reported.',
  roles: ['pearson-vue', 'certiport', 'operator'],
  example: {
    provider: 'PEARSON_VUE',
    fileHash: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    name: 'exam-2020-05-04.dat',
    bytes: 18_234,
    mappingProfile: 'pearson-vue-exam@1',
  },
})
export class RegisterProviderFile {
  @OneOf(deliveryProviders, 'Delivery provider') provider!: DeliveryProvider;
  @Text('SHA-256 of its bytes, in hexadecimal', { min: 64, max: 64, pattern: fileHashForm })
  fileHash!: string;
  @Text('Name that it came under', { max: 200 }) name!: string;
  @Whole('Length in bytes') bytes!: number;
  @Text('Profile that reads it, with its version', { max: 60, pattern: /^[a-z0-9-]+@\d+$/ })
  mappingProfile!: string;
}

@Command({
  summary: 'Record that a line of a file is no report',
  description: 'The other lines are reported all the same; a line is rejected once.',
  roles: ['pearson-vue', 'certiport', 'operator'],
  example: { fileId: 'fil_00000000000000000000000000', line: 7, reason: 'FIELD_MISSING' },
})
export class RejectProviderRecord {
  @Ref('fil', 'The file') fileId!: string;
  @Whole('Line, from 1', { min: 1, max: 10_000_000 }) line!: number;
  @OneOf(rejections, 'Why') reason!: Rejection;
}
