import { deliveryProviders, type DeliveryProvider } from '#catalogue/contracts/vocabulary.js';
import { eventRegistry } from '#messages/event-registry.js';
import { Moment, OneOf, Ref, Text, Whole } from '#messages/fields.js';
import { fileHashForm, type Rejection, rejections } from './vocabulary.js';

export class ProviderFileReceived {
  static readonly type = 'ProviderFileReceived';
  static readonly version = 1;
  @Ref('fil', 'The file') fileId!: string;
  @OneOf(deliveryProviders, 'Delivery provider') provider!: DeliveryProvider;
  @Text('SHA-256 of its bytes', { min: 64, max: 64, pattern: fileHashForm }) fileHash!: string;
  @Text('Name that it came under', { max: 200 }) name!: string;
  @Whole('Length in bytes') bytes!: number;
  @Text('Profile that reads it', { max: 60 }) mappingProfile!: string;
  @Moment('When it was received') receivedAt!: string;
}

/** The same bytes came again, under this name: nothing of it is processed (I28). */
export class ProviderFileRepeated {
  static readonly type = 'ProviderFileRepeated';
  static readonly version = 1;
  @Ref('fil', 'The file') fileId!: string;
  @Text('Name that it came under this time', { max: 200 }) name!: string;
}

export class ProviderRecordRejected {
  static readonly type = 'ProviderRecordRejected';
  static readonly version = 1;
  @Ref('fil', 'The file') fileId!: string;
  @OneOf(deliveryProviders, 'Delivery provider') provider!: DeliveryProvider;
  @Text('SHA-256 of the file', { min: 64, max: 64, pattern: fileHashForm }) fileHash!: string;
  @Whole('Line, from 1', { min: 1 }) line!: number;
  @OneOf(rejections, 'Why') reason!: Rejection;
}

export const feedEvents = eventRegistry(ProviderFileReceived, ProviderFileRepeated, ProviderRecordRejected);
