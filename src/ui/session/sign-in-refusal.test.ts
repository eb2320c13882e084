import { expect, test } from 'vitest';
import { providerRefusal, readRefusal, refusalText, throttled } from './sign-in-refusal';

test.each([
  ['code_required', 'Enter the code from your authenticator app.'],
  ['too_many_attempts:61', 'Too many attempts. Try again in 2 minutes.'],
  ['too_many_attempts:60', 'Too many attempts. Try again in 1 minute.'],
  ['too_many_attempts:5', 'Too many attempts. Try again in 5 seconds.'],
  ['login_type:github', 'This account signs in with GitHub, not with a password.'],
  ['login_type:oidc', 'This account signs in with Company ID, not with a password.'],
  ['CredentialsSignin', 'Incorrect email or password.'],
  ['toString', 'Incorrect email or password.'],
  ['', 'Incorrect email or password.'],
])('%s reads: %s', (word, text) => {
  expect(refusalText(readRefusal(word), { providerName: 'Company ID' })).toBe(text);
});

test('a wrong recovery code is not told about codes that change', () => {
  const refusal = readRefusal('code_incorrect');
  expect(refusalText(refusal)).toContain('30 seconds');
  expect(refusalText(refusal, { isRecovery: true })).toMatch(/recovery code/);
  expect(refusalText(refusal, { isRecovery: true })).not.toContain('30 seconds');
});

test('a wait that is no number is a minute', () => {
  expect(refusalText(throttled(Number.NaN))).toBe('Too many attempts. Try again in 1 minute.');
});

test('an unknown word of a provider is still explained, nothing is not', () => {
  expect(providerRefusal('valueOf')).toBe('Signing in with the provider did not work. Try again.');
  expect(providerRefusal('state_expired')).toContain('Start again');
  expect(providerRefusal(null)).toBeNull();
});
