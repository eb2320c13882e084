import { z } from 'zod';
import { roles } from '../../domain/permission/role-matrix';
import type { Member, Team } from '../../services/teams/read';
import { wireObject } from '../wire/object';
import { timestamp, toTimestamp } from '../wire/timestamp';

/** A user in v1, without password, second factor and pivot. `role` is Gantry's addition. */
export const memberSchema = wireObject({
  id: z.number().int(),
  name: z.string(),
  email: z.string(),
  email_verified_at: timestamp.nullable(),
  force_password_reset: z.boolean(),
  marketing_emails: z.boolean(),
  role: z.enum(roles),
  two_factor_confirmed_at: timestamp.nullable(),
  created_at: timestamp,
  updated_at: timestamp,
}).meta({ id: 'TeamMember' });

export const teamSchema = wireObject({
  id: z.number().int(),
  name: z.string(),
  description: z.string().nullable(),
  custom_server_limit: z.string().nullable(),
  members: z.array(memberSchema),
  personal_team: z.boolean(),
  show_boarding: z.boolean(),
  created_at: timestamp,
  updated_at: timestamp,
}).meta({ id: 'Team' });

export function toMember(member: Member): z.input<typeof memberSchema> {
  return {
    id: member.no,
    name: member.name,
    email: member.email,
    email_verified_at: null,
    force_password_reset: false,
    marketing_emails: false,
    role: member.role,
    two_factor_confirmed_at: null,
    created_at: toTimestamp(member.createdAt),
    updated_at: toTimestamp(member.updatedAt),
  };
}

export function toTeam(team: Team): z.input<typeof teamSchema> {
  return {
    id: team.no,
    name: team.name,
    description: team.description,
    custom_server_limit: null,
    members: team.members.map(toMember),
    personal_team: team.personal,
    show_boarding: team.showBoarding,
    created_at: toTimestamp(team.createdAt),
    updated_at: toTimestamp(team.updatedAt),
  };
}
