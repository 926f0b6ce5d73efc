import { describePublishedRefusals } from '#deciding/published-refusals.js';
import * as agreementRefusals from './agreement-refusals.js';
import * as invoiceRefusals from './invoice-refusals.js';
import * as orderRefusals from './order-refusals.js';
import * as resellerRefusals from './reseller-refusals.js';

describePublishedRefusals(agreementRefusals, invoiceRefusals, orderRefusals, resellerRefusals);
