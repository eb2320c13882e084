import { expect } from 'vitest';
import type { Person, TestPeople } from '../organization/testing';

/** For integration tests only: the password of an account that an invitation creates. */
export const password = 'another correct horse battery';

export const address = () => `${crypto.randomUUID()}@example.com`;

/** Path of the invitations of a person's organization, or of one of its invitations. */
export const pathOf = (of: Person, id = '') =>
  `/organizations/${of.organizationId}/invitations${id && `/${id}`}`;

/** Invite an address, and expect success. */
export async function invite(by: Person, email = address(), more: Record<string, unknown> = {}) {
  const { status, body } = await by.call('POST', pathOf(by), { email, role: 'member', ...more });
  expect(status).toBe(201);
  return body;
}

/** Send a request without a credential. */
export const anonymous = ({ owner }: TestPeople, method: string, path: string, body?: unknown) =>
  owner.call(method, path, body, null);
