/** Who signs in, in every journey. */
export const owner = {
  name: 'Ada Lovelace',
  email: 'ada@example.com',
  password: 'correct horse battery staple 42',
  organization: 'Analytical Engines',
};
