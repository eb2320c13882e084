/** Deliveries to the webhook of an organization (deployment contract §11). */

/** `pending`: the next attempt is to come · `failed`: given up, until it is sent again. */
export const notificationDeliveryStatuses = ['pending', 'delivered', 'failed'] as const;
export type NotificationDeliveryStatus = (typeof notificationDeliveryStatuses)[number];

/** Days that a delivery is kept. */
export const NOTIFICATION_DELIVERY_DAYS = 30;

/** Hours during which the secret that was replaced still signs. */
export const SECRET_OVERLAP_HOURS = 24;

/** Days without a success after which an endpoint is switched off. */
export const FAILING_DAYS = 5;

/** Headers of the Standard Webhooks specification. */
export const webhookHeaders = {
  id: 'webhook-id',
  timestamp: 'webhook-timestamp',
  signature: 'webhook-signature',
} as const;
