import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ManualClock } from '../../services/operations/manual-clock.testing';
import { openTestPeople, type Person, type TestPeople } from '../organization/testing';

const password = 'another correct horse battery';

let people: TestPeople;
let clock: ManualClock;
const jobs: { name: string; payload: unknown }[] = [];
beforeAll(async () => {
  clock = new ManualClock();
  people = await openTestPeople({
    clock,
    queue: {
      enqueue: async (name, payload) => void jobs.push({ name, payload }),
    },
  });
});
afterAll(() => people.stop());

const address = () => `${crypto.randomUUID()}@example.com`;
const pathOf = (of: Person, id = '') => `/organizations/${of.organizationId}/invitations${id && `/${id}`}`;

async function invite(by: Person, email = address(), more: Record<string, unknown> = {}) {
  const { status, body } = await by.call('POST', pathOf(by), { email, role: 'member', ...more });
  expect(status).toBe(201);
  return body;
}

/** A request without any credential. */
async function anonymous(method: string, path: string, body?: unknown) {
  return people.owner.call(method, path, body, null);
}

describe('inviting', () => {
  it('answers the link once, for the lower-case address', async () => {
    const owner = await people.stranger();
    const email = address();
    const body = await invite(owner, email.toUpperCase());
    expect(body).toEqual({
      id: expect.any(String),
      email,
      role: 'member',
      expires_at: expect.any(String),
      link: `${people.server.url}/invitations/${body.token}`,
      token: expect.stringMatching(/^gnt_inv_[0-9A-Za-z]{43}$/),
      is_mailed: false,
    });
    expect(new Date(body.expires_at).getTime() - clock.now().getTime()).toBe(48 * 3_600_000);
    const listed = await owner.call('GET', pathOf(owner));
    expect(listed.body).toMatchObject([{ id: body.id, email, invited_by: { id: owner.userId } }]);
    expect(JSON.stringify(listed.body)).not.toContain(body.token);
    const { unscoped: db } = people.server.database;
    expect(JSON.stringify(await db.invitation.findMany())).not.toContain(body.token);
  });

  it('sends the link by mail where there is a mail server', async () => {
    const { unscoped: db } = people.server.database;
    await db.instance.update({
      where: { id: 1 },
      data: { smtpHost: 'mail.example.com', smtpFromAddress: 'gantry@example.com' },
    });
    const email = address();
    const body = await invite(await people.stranger(), email);
    await db.instance.update({ where: { id: 1 }, data: { smtpHost: null } });
    expect(body.is_mailed).toBe(true);
    const mail = jobs.find(({ name }) => name === 'mail.send');
    expect(mail?.payload).toMatchObject({ to: email, template: 'invitation' });
    expect(JSON.stringify(mail)).not.toContain(body.token);
  });

  it('is once for an address, and not for members', async () => {
    const owner = await people.stranger();
    const email = address();
    const first = await invite(owner, email);
    const again = { email, role: 'member' };
    expect((await owner.call('POST', pathOf(owner), again)).status).toBe(409);
    expect((await owner.call('DELETE', pathOf(owner, first.id))).status).toBe(200);
    expect((await owner.call('DELETE', pathOf(owner, first.id))).status).toBe(404);
    await invite(owner, email);
    clock.advance(48 * 3_600_000);
    await invite(owner, email);
    const member = await people.person('member', owner);
    expect((await owner.call('POST', pathOf(owner), { email: member.email, role: 'member' })).status).toBe(
      409,
    );
  });

  it('gives no role above the inviter, and never owner', async () => {
    const owner = await people.stranger();
    const admin = await people.person('admin', owner);
    const clerk = await people.withRole(['invitation:create', 'project:read'], owner);
    const status = async (by: Person, more: Record<string, unknown>) =>
      (await by.call('POST', pathOf(owner), { email: address(), ...more })).status;
    expect(await status(owner, { role: 'owner' })).toBe(422);
    expect(await status(admin, { role: 'admin' })).toBe(201);
    expect(await status(clerk, { role: 'admin' })).toBe(403);
    expect(await status(clerk, { role: 'member' })).toBe(403);
    const role = async (...permissions: string[]) =>
      (await owner.call('POST', '/roles', { name: crypto.randomUUID(), permissions })).body.id;
    expect(await status(clerk, { role: 'custom', custom_role_id: await role('project:read') })).toBe(201);
    expect(await status(clerk, { role: 'custom', custom_role_id: await role('project:delete') })).toBe(403);
    expect(await status(owner, { role: 'custom', custom_role_id: crypto.randomUUID() })).toBe(422);
    expect(await status(owner, { role: 'custom' })).toBe(422);
    expect(await status(await people.person('member', owner), { role: 'member' })).toBe(403);
    const { token } = await owner.key({ scopes: ['invitation:create'] });
    const byKey = (wanted: string) =>
      owner.call('POST', pathOf(owner), { email: address(), role: wanted }, token);
    expect((await byKey('admin')).status).toBe(403);
    expect((await byKey('member')).status).toBe(201);
  });

  it('refuses what is no address', async () => {
    const owner = await people.stranger();
    for (const email of ['x', '', 'a@b\r\nBcc: c@d.com', `${'a'.repeat(250)}@example.com`])
      expect((await owner.call('POST', pathOf(owner), { email, role: 'member' })).status).toBe(422);
  });
});

describe('accepting as a new person', () => {
  it('makes the account and the membership', async () => {
    const owner = await people.stranger();
    const { token, email } = await invite(owner, address(), { role: 'admin' });
    const preview = await anonymous('GET', `/invitations/${token}`);
    expect(preview.body).toMatchObject({ email, role: 'admin', has_account: false });
    const path = `/invitations/${token}/accept`;
    expect((await anonymous('POST', path, {})).body.errors).toHaveProperty('name');
    expect((await anonymous('POST', path, { name: 'New', password: 'weak' })).status).toBe(422);
    const accepted = await anonymous('POST', path, { name: 'New', password });
    expect(accepted).toMatchObject({ status: 200, body: { organization_id: owner.organizationId } });
    const members = await owner.call('GET', `/organizations/${owner.organizationId}/members`);
    expect(members.body).toContainEqual(
      expect.objectContaining({ user_id: accepted.body.user_id, email, role: 'admin' }),
    );
    const { unscoped: db } = people.server.database;
    const row = await db.auditLog.findFirstOrThrow({
      where: { action: 'invitation.accept', outcome: 'success' },
      orderBy: { seq: 'desc' },
    });
    expect(row).toMatchObject({
      actorUserId: accepted.body.user_id,
      organizationId: owner.organizationId,
    });
  });

  it('is refused where password login is off', async () => {
    const { token } = await invite(await people.stranger());
    const { unscoped: db } = people.server.database;
    await db.instance.update({ where: { id: 1 }, data: { isPasswordEnabled: false } });
    const answer = await anonymous('POST', `/invitations/${token}/accept`, { name: 'New', password });
    await db.instance.update({ where: { id: 1 }, data: { isPasswordEnabled: true } });
    expect(answer).toMatchObject({
      status: 403,
      body: { message: 'Password authentication is disabled.' },
    });
  });

  it('happens once, however many try at the same time', async () => {
    const owner = await people.stranger();
    const { token } = await invite(owner);
    const tries = await Promise.all(
      [1, 2, 3, 4].map(() => anonymous('POST', `/invitations/${token}/accept`, { name: 'New', password })),
    );
    expect(tries.map(({ status }) => status).sort()).toEqual([200, 404, 404, 404]);
    const members = await owner.call('GET', `/organizations/${owner.organizationId}/members`);
    expect(members.body).toHaveLength(2);
  });
});

describe('accepting with an account', () => {
  it('takes a session of that address, or the password of its account', async () => {
    const owner = await people.stranger();
    const [first, second] = [await people.stranger(), await people.stranger()];
    const one = await invite(owner, first.email);
    expect((await anonymous('GET', `/invitations/${one.token}`)).body.has_account).toBe(true);
    expect((await first.call('POST', `/invitations/${one.token}/accept`)).status).toBe(200);
    const two = await invite(owner, second.email);
    const path = `/invitations/${two.token}/accept`;
    expect((await anonymous('POST', path, {})).status).toBe(401);
    expect((await anonymous('POST', path, { password: 'wrong' })).status).toBe(401);
    expect((await first.call('POST', path)).status).toBe(403);
    const { token } = await second.key({ abilities: ['root'] });
    expect((await second.call('POST', path, undefined, token)).status).toBe(403);
    const right = { password: people.server.owner.password };
    expect((await anonymous('POST', path, right)).body.user_id).toBe(second.userId);
  });

  it('takes the session of a user who is no longer a member of any organization', async () => {
    const owner = await people.stranger();
    const guest = await people.person('member', owner);
    const members = `/organizations/${owner.organizationId}/members`;
    const { email } = (await owner.call('GET', members)).body.find(
      ({ user_id }: { user_id: string }) => user_id === guest.userId,
    );
    expect((await owner.call('DELETE', `${members}/${guest.userId}`)).status).toBe(200);
    expect((await guest.call('GET', '/projects')).body).toEqual({ message: 'Invalid token.' });
    const { token } = await invite(owner, email);
    expect((await guest.call('POST', `/invitations/${token}/accept`)).status).toBe(200);
    expect((await guest.call('GET', '/projects')).status).toBe(200);
  });

  it('refuses a wrong credential instead of forgetting it, and the audit trail does not keep the link', async () => {
    const { token } = await invite(await people.stranger());
    const path = `/invitations/${token}/accept`;
    expect((await people.owner.call('POST', path, {}, 'nonsense')).status).toBe(401);
    expect((await anonymous('POST', path, { name: 'New' })).status).toBe(422);
    const unknown = `gnt_inv_${'a'.repeat(43)}`;
    expect((await anonymous('POST', `/invitations/${unknown}/accept`)).status).toBe(404);
    const rows = await people.server.database.unscoped.auditLog.findMany({
      orderBy: { seq: 'desc' },
      take: 3,
    });
    expect(rows.map(({ action, status }) => [action, status])).toEqual([
      ['invitation.accept', 404],
      ['invitation.accept', 422],
      ['invitation.accept', 401],
    ]);
    for (const { targetUuid } of rows) expect(targetUuid ?? '').not.toContain('gnt_inv_');
  });

  it('refuses a suspended person', async () => {
    const person = await people.stranger();
    const { token } = await invite(await people.stranger(), person.email);
    await people.server.database.unscoped.user.update({
      where: { id: person.userId },
      data: { status: 'suspended' },
    });
    const right = { password: people.server.owner.password };
    expect((await anonymous('POST', `/invitations/${token}/accept`, right)).status).toBe(401);
  });
});

describe('a link that is no good', () => {
  it('gets one answer, whatever is wrong with it', async () => {
    const owner = await people.stranger();
    const never = await anonymous('GET', `/invitations/gnt_inv_${'a'.repeat(43)}`);
    expect(never).toMatchObject({ status: 404, body: { message: 'Invitation not found.' } });
    const used = await invite(owner);
    await anonymous('POST', `/invitations/${used.token}/accept`, { name: 'New', password });
    const revoked = await invite(owner);
    await owner.call('DELETE', pathOf(owner, revoked.id));
    const demoted = await people.person('admin', owner);
    const withdrawn = await invite(demoted);
    await owner.call('PATCH', `/organizations/${owner.organizationId}/members/${demoted.userId}`, {
      role: 'member',
    });
    const late = await invite(owner);
    clock.advance(48 * 3_600_000);
    for (const token of [used.token, revoked.token, withdrawn.token, late.token, 'x', '%00']) {
      expect(await anonymous('GET', `/invitations/${token}`)).toEqual(never);
      const accepted = await anonymous('POST', `/invitations/${token}/accept`, { name: 'New', password });
      expect(accepted).toEqual(never);
    }
  });
});

it('pending invitations are for those who may read them, in their organization', async () => {
  const [owner, other] = [await people.stranger(), await people.stranger()];
  const { id } = await invite(owner);
  const missing = await other.call('GET', `/organizations/${crypto.randomUUID()}/invitations`);
  expect(await other.call('GET', pathOf(owner))).toEqual(missing);
  expect((await other.call('DELETE', pathOf(other, id))).status).toBe(404);
  const clerk = await people.withRole(['project:read'], owner);
  expect((await clerk.call('GET', pathOf(owner))).status).toBe(403);
});
