import { expect, it } from 'vitest';
import { AppError } from '../../domain/error';
import { ConnectFailure } from '../../transport/ssh/failures';
import { loginAdvice } from './login-advice';

const server = { user: 'deploy', privateKey: { publicKey: 'ssh-ed25519 AAAA gantry' } };

it('names the line to add when the key was refused, and nothing else then', () => {
  const refused = new ConnectFailure('authentication', 'The machine refused the key.');
  expect(loginAdvice(refused, server)).toBe(
    'Add this line to the ~/.ssh/authorized_keys file of deploy on the machine: ssh-ed25519 AAAA gantry',
  );
  for (const error of [
    new ConnectFailure('refused', 'Nothing listens.'),
    new AppError('unavailable', 'The machine runs no commands: its login shell ended first.'),
  ])
    expect(loginAdvice(error, server)).toBeNull();
});
