import { eventRegistry } from '#messages/event-registry.js';
import { CalendarPublished } from './calendar-events.js';
import {
  ExamListed,
  ExamRetired,
  ExamRetirementAnnounced,
  ExamRetirementRescheduled,
} from './exam-events.js';
import { PriceListPublished, PricesStaged, StagedPricesPublished } from './price-list-events.js';
import { ProductListed, ProductWithdrawnFromSale } from './product-events.js';

export const catalogueEvents = eventRegistry(
  ProductListed,
  ProductWithdrawnFromSale,
  ExamListed,
  ExamRetirementAnnounced,
  ExamRetirementRescheduled,
  ExamRetired,
  PriceListPublished,
  PricesStaged,
  StagedPricesPublished,
  CalendarPublished,
);
