import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ManualClock } from '../../services/operations/manual-clock.testing';
import { openTestPeople, type Person, type TestPeople } from '../organization/testing';
import { address, anonymous, invite, password, pathOf } from './invitation.testing';

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

describe('a link that is no good', () => {
  it('gets one answer, whatever is wrong with it', async () => {
    const owner = await people.stranger();
    const never = await anonymous(people, 'GET', `/invitations/gnt_inv_${'a'.repeat(43)}`);
    expect(never).toMatchObject({ status: 404, body: { message: 'Invitation not found.' } });
    const used = await invite(owner);
    await anonymous(people, 'POST', `/invitations/${used.token}/accept`, { name: 'New', password });
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
      expect(await anonymous(people, 'GET', `/invitations/${token}`)).toEqual(never);
      const accepted = await anonymous(people, 'POST', `/invitations/${token}/accept`, {
        name: 'New',
        password,
      });
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
