import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestPeople, type TestPeople } from '../organization/testing';
import { address, anonymous, invite, password } from './invitation.testing';

let people: TestPeople;
beforeAll(async () => {
  people = await openTestPeople();
});
afterAll(() => people.stop());

describe('accepting as a new person', () => {
  it('makes the account and the membership', async () => {
    const owner = await people.stranger();
    const { token, email } = await invite(owner, address(), { role: 'admin' });
    const preview = await anonymous(people, 'GET', `/invitations/${token}`);
    expect(preview.body).toMatchObject({ email, role: 'admin', has_account: false });
    const path = `/invitations/${token}/accept`;
    expect((await anonymous(people, 'POST', path, {})).body.errors).toHaveProperty('name');
    expect((await anonymous(people, 'POST', path, { name: 'New', password: 'weak' })).status).toBe(422);
    const accepted = await anonymous(people, 'POST', path, { name: 'New', password });
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
    const answer = await anonymous(people, 'POST', `/invitations/${token}/accept`, { name: 'New', password });
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
      [1, 2, 3, 4].map(() =>
        anonymous(people, 'POST', `/invitations/${token}/accept`, { name: 'New', password }),
      ),
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
    expect((await anonymous(people, 'GET', `/invitations/${one.token}`)).body.has_account).toBe(true);
    expect((await first.call('POST', `/invitations/${one.token}/accept`)).status).toBe(200);
    const two = await invite(owner, second.email);
    const path = `/invitations/${two.token}/accept`;
    expect((await anonymous(people, 'POST', path, {})).status).toBe(401);
    expect((await anonymous(people, 'POST', path, { password: 'wrong' })).status).toBe(401);
    expect((await first.call('POST', path)).status).toBe(403);
    const { token } = await second.key({ abilities: ['root'] });
    expect((await second.call('POST', path, undefined, token)).status).toBe(403);
    const right = { password: people.server.owner.password };
    expect((await anonymous(people, 'POST', path, right)).body.user_id).toBe(second.userId);
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
    expect((await anonymous(people, 'POST', path, { name: 'New' })).status).toBe(422);
    const unknown = `gnt_inv_${'a'.repeat(43)}`;
    expect((await anonymous(people, 'POST', `/invitations/${unknown}/accept`)).status).toBe(404);
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
    expect((await anonymous(people, 'POST', `/invitations/${token}/accept`, right)).status).toBe(401);
  });
});
