import { eventRegistry } from '#messages/event-registry.js';
import {
  AgreementExtended,
  AgreementRegistered,
  AgreementTerminated,
  ContactDesignated,
  EnrollmentAdded,
  PriceLevelChanged,
} from './agreement-events.js';
import { AnchorEstablished, AnchorLapsed, FollowOnCoTermed } from './co-termination-events.js';
import { OrderClosed, OrderFulfilled } from './completion-events.js';
import { FirstOrderPriceHeld, FirstOrderPriceReleased } from './first-order-events.js';
import { CorrectionProposed, InvoiceCorrected, OrderInvoiced } from './invoice-events.js';
import {
  OrderAcknowledged,
  OrderAmended,
  OrderCancelled,
  OrderPlaced,
  OrderProcessed,
  OrderRejected,
  SpecialDiscountApproved,
  SpecialDiscountProposed,
} from './order-events.js';
import { PointsEarned, PointsTakenBack, PriceLevelReached } from './points-events.js';
import {
  ResellerAuthorizationEnded,
  ResellerAuthorized,
  ResellerContactDesignated,
  ResellerRegistered,
} from './reseller-events.js';

export const orderingEvents = eventRegistry(
  AgreementRegistered,
  ContactDesignated,
  PriceLevelChanged,
  AgreementExtended,
  AgreementTerminated,
  EnrollmentAdded,
  ResellerRegistered,
  ResellerAuthorized,
  ResellerAuthorizationEnded,
  ResellerContactDesignated,
  OrderPlaced,
  OrderAmended,
  OrderProcessed,
  OrderAcknowledged,
  SpecialDiscountProposed,
  SpecialDiscountApproved,
  OrderCancelled,
  OrderRejected,
  OrderInvoiced,
  CorrectionProposed,
  InvoiceCorrected,
  OrderFulfilled,
  OrderClosed,
  AnchorEstablished,
  FollowOnCoTermed,
  AnchorLapsed,
  FirstOrderPriceHeld,
  FirstOrderPriceReleased,
  PointsEarned,
  PointsTakenBack,
  PriceLevelReached,
);
