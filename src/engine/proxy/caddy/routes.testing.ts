import type { RoutingSpec } from '../../../domain/workload/routing';
import { ports, routing } from '../model/routing.testing';
import { componentRoutes } from './routes';

/** Make the routes of a component, for unit tests only. */
export const routes = (overrides: Partial<RoutingSpec> = {}) =>
  componentRoutes({ key: 'app1', routing: routing(overrides), ports });
