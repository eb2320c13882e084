import { z } from 'zod';
import { notFound } from '../../domain/error';
import { getMembers, getTeam } from '../../services/teams/read';
import { can, router } from '../authorize';
import { memberSchema, teamSchema, toMember, toTeam } from './schema';

const tag = 'Teams';
const noInput = z.strictObject({});
/** Number of a team. Any text is accepted; an unknown number is not found. */
const byId = z.strictObject({ id: z.string() });

function numberOf(id: string): number {
  if (!/^\d{1,9}$/.test(id)) throw notFound('Team');
  return Number(id);
}

const list = can('organization:read', {
  input: noInput,
  output: z.array(teamSchema),
  rest: {
    method: 'GET',
    path: '/teams',
    status: 200,
    tag,
    summary: 'List the teams of the token, which is always one',
  },
}).query(async ({ ctx }) => [toTeam(await getTeam(ctx.scope))]);

const get = can('organization:read', {
  input: byId,
  output: teamSchema,
  rest: { method: 'GET', path: '/teams/{id}', status: 200, tag, summary: 'Get a team' },
}).query(async ({ ctx, input }) => toTeam(await getTeam(ctx.scope, numberOf(input.id))));

const members = can('organization_member:read', {
  input: byId,
  output: z.array(memberSchema),
  rest: {
    method: 'GET',
    path: '/teams/{id}/members',
    status: 200,
    tag,
    summary: 'List the members of a team',
  },
}).query(async ({ ctx, input }) => (await getMembers(ctx.scope, numberOf(input.id))).map(toMember));

/** The team of the token has two paths, because older clients know either of them (coolify-api §3.4). */
const ofToken = (path: '/team' | '/teams/current') =>
  can('organization:read', {
    input: noInput,
    output: teamSchema,
    rest: { method: 'GET', path, status: 200, tag, summary: 'Get the team of the token' },
  }).query(async ({ ctx }) => toTeam(await getTeam(ctx.scope)));

const membersOfToken = (path: '/team/members' | '/teams/current/members') =>
  can('organization_member:read', {
    input: noInput,
    output: z.array(memberSchema),
    rest: { method: 'GET', path, status: 200, tag, summary: "List the members of the token's team" },
  }).query(async ({ ctx }) => (await getMembers(ctx.scope)).map(toMember));

export const teamRouter = router({
  list,
  get,
  members,
  current: ofToken('/teams/current'),
  currentMembers: membersOfToken('/teams/current/members'),
  own: ofToken('/team'),
  ownMembers: membersOfToken('/team/members'),
});
