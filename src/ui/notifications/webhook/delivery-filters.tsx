import { notificationDeliveryStatuses } from '../../../domain/notification-delivery';
import { Select } from '../../primitives/select';
import { deliveredEvents, deliveryLooks } from './delivery-looks';
import type { DeliveryFilters } from './filters';

interface DeliveryFilterBarProps {
  filters: DeliveryFilters;
  /** Called with the new value of a filter; empty clears it. */
  onChange: (name: keyof DeliveryFilters, value: string) => void;
}

export function DeliveryFilterBar({ filters, onChange }: DeliveryFilterBarProps) {
  return (
    <div className="mb-4 grid grid-cols-2 gap-2 sm:max-w-md">
      <Select
        aria-label="Status"
        value={filters.status ?? ''}
        onChange={(event) => onChange('status', event.target.value)}
      >
        <option value="">Any status</option>
        {notificationDeliveryStatuses.map((status) => (
          <option key={status} value={status}>
            {deliveryLooks[status].label}
          </option>
        ))}
      </Select>
      <Select
        aria-label="Event"
        value={filters.event ?? ''}
        onChange={(event) => onChange('event', event.target.value)}
      >
        <option value="">Every event</option>
        {deliveredEvents.map(([event, title]) => (
          <option key={event} value={event}>
            {title}
          </option>
        ))}
      </Select>
    </div>
  );
}
