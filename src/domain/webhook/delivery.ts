/** What a delivery did with one application, in the contract's terms (D11.2). */
export const decisionStatuses = ['success', 'failed', 'skipped', 'queued'] as const;
export type DecisionStatus = (typeof decisionStatuses)[number];

/**
 * Result of a delivery as a whole. `refused`: its signature is wrong. `unmatched`: no application has its repository,
 * or no organization has its app. `duplicate`: it was received before.
 */
export const deliveryStatuses = [...decisionStatuses, 'refused', 'unmatched', 'duplicate'] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

/** Days that deliveries are kept. */
export const DELIVERY_DAYS = 30;
