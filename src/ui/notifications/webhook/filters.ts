import type { NotificationEvent } from '../../../domain/notification';
import {
  type NotificationDeliveryStatus,
  notificationDeliveryStatuses,
} from '../../../domain/notification-delivery';
import { isDeliveredEvent } from './delivery-looks';

/** Filters of the delivery log, as they are in the address of its page. */
export interface DeliveryFilters {
  status?: NotificationDeliveryStatus;
  event?: NotificationEvent | 'test';
}

/** Read the filters of an address; invalid ones are left out. */
export function readFilters(query: URLSearchParams): DeliveryFilters {
  const status = notificationDeliveryStatuses.find((each) => each === query.get('status'));
  const event = query.get('event');
  return { ...(status && { status }), ...(isDeliveredEvent(event) && { event }) };
}
