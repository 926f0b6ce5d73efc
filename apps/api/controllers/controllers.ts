import { type Configuration } from '#config/configuration.js';
import { type Controller } from '../routes/route-registry.js';
import { AgreementsController } from './agreements.controller.js';
import { AsOfController } from './as-of.controller.js';
import { BookingsController } from './bookings.controller.js';
import { CasesController } from './cases.controller.js';
import { CatalogueController } from './catalogue.controller.js';
import { ClockController } from './clock.controller.js';
import { CodeInventoryController } from './code-inventory.controller.js';
import { CodesController } from './codes.controller.js';
import { CompromisesController } from './compromises.controller.js';
import { DevelopmentClockController } from './development-clock.controller.js';
import { ExpiringAndStrandedController } from './expiring-and-stranded.controller.js';
import { HistoryController } from './history.controller.js';
import { InstitutionsController } from './institutions.controller.js';
import { InvoiceToUseController } from './invoice-to-use.controller.js';
import { LegacyELearningController } from './legacy-e-learning.controller.js';
import { LibrariesController } from './libraries.controller.js';
import { MembershipsController } from './memberships.controller.js';
import { NotificationsController } from './notifications.controller.js';
import { OperationsController } from './operations.controller.js';
import { OrderBoardController } from './order-board.controller.js';
import { OrdersController } from './orders.controller.js';
import { ProrationController } from './proration.controller.js';
import { ProviderReportsController } from './provider-reports.controller.js';
import { ReconciliationController } from './reconciliation.controller.js';
import { ReferenceController } from './reference.controller.js';
import { ResellersController } from './resellers.controller.js';
import { SitePackBalanceController } from './site-pack-balance.controller.js';
import { SitePacksController } from './site-packs.controller.js';
import { SlaReportController } from './sla-report.controller.js';
import { PlanningController } from './planning.controller.js';
import { StatementsController } from './statements.controller.js';
import { SupplyController } from './supply.controller.js';
import { WhatIfController } from './what-if.controller.js';
import { WorkListController } from './work-list.controller.js';

const always = [
  AgreementsController,
  ResellersController,
  InstitutionsController,
  OrdersController,
  OrderBoardController,
  ProrationController,
  CodesController,
  CodeInventoryController,
  BookingsController,
  LibrariesController,
  MembershipsController,
  LegacyELearningController,
  PlanningController,
  ReferenceController,
  CatalogueController,
  SitePackBalanceController,
  SitePacksController,
  SupplyController,
  ProviderReportsController,
  ReconciliationController,
  WorkListController,
  CompromisesController,
  CasesController,
  NotificationsController,
  HistoryController,
  ExpiringAndStrandedController,
  InvoiceToUseController,
  AsOfController,
  StatementsController,
  WhatIfController,
  SlaReportController,
  OperationsController,
  ClockController,
] as const;

/** The controllers of a mode, in the order of the documentation. In production no address moves the clock. */
export const controllersFor = (mode: Configuration['mode']): readonly Controller[] =>
  mode === 'production' ? always : [...always, DevelopmentClockController];
