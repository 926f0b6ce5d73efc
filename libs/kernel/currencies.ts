/*
 * Every currency that was legal tender in ISO 4217 list one at some time since July 2019; a retired code stays,
 * so that its invoices can still be read. No funds, metals or test codes.
 *
 * Not from Intl: its digits are those in everyday use (HUF, COP, IDR: 0), not those of ISO 4217 (2), and its list
 * changes with the runtime, while a replay must read the same money for ever (E63).
 */
const codes = `
AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF
CLP CNY COP CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL
HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD
MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR
RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD
TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG ZWL`;

const otherThanTwo: Readonly<Record<string, number>> = {
  ...{ BIF: 0, CLP: 0, DJF: 0, GNF: 0, ISK: 0, JPY: 0, KMF: 0, KRW: 0 },
  ...{ PYG: 0, RWF: 0, UGX: 0, VND: 0, VUV: 0, XAF: 0, XOF: 0, XPF: 0 },
  ...{ BHD: 3, IQD: 3, JOD: 3, KWD: 3, LYD: 3, OMR: 3, TND: 3 },
};

const digits = new Map(
  codes
    .trim()
    .split(/\s/)
    .map((code) => [code, otherThanTwo[code] ?? 2]),
);

/** ISO 4217 codes, in alphabetical order. */
export const currencies: readonly string[] = [...digits.keys()];

/** Whether it is an ISO 4217 code, in upper case. */
export const isCurrency = (text: string): boolean => digits.has(text);

/** Decimals of the currency's minor unit: 0, 2 or 3. @throws RangeError when the currency is unknown */
export function currencyDigits(currency: string): number {
  const known = digits.get(currency);
  if (known === undefined) throw new RangeError(`${currency} is no ISO 4217 currency`);
  return known;
}
