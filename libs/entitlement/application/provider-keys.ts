import { type Claim } from '#deciding/binding.js';
import { type DeliveryProvider } from '../contracts/vocabulary.js';
import { BookingKeyUsed } from '../domain/booking-refusals.js';
import { RegistrationUsed } from '../domain/code-refusals.js';

/** A registration at a provider consumes one code, and no other ever after (R60). */
export const registrationOf = (provider: DeliveryProvider, registrationKey: string): Claim => ({
  kind: 'registration',
  value: `${provider}/${registrationKey}`,
  taken: RegistrationUsed({}, '/registrationKey'),
});

/** A booking at a provider holds one code, also after it was given up (R60, I16). */
export const bookingOf = (provider: DeliveryProvider, bookingKey: string): Claim => ({
  kind: 'booking',
  value: `${provider}/${bookingKey}`,
  taken: BookingKeyUsed(),
});
