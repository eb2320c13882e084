import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { domain } from '../model/routing.testing';
import { fileOf } from './component-file.testing';
import { ruleProblem } from './custom-rule';

describe('a rule that users write', () => {
  it.each([
    'Host(`a.example`)',
    'Host("a.example")',
    'Host(`a.example`) && PathPrefix(`/api`) || !Method(`POST`)',
    ' ( Host(`a`)||Host(`b`) )&&!( Query(`q`) || Query(`q`, `1`) ) ',
    'HeaderRegexp(`Accept`, `text/(html|plain)`) && ClientIP(`10.0.0.0/8`)',
    'HostRegexp(`^[a-z]+\\.example$`)',
  ])('may be %s', (rule) => expect(ruleProblem(rule)).toBeNull());

  it('may be any that Gantry writes', () => {
    const domains = [domain(), domain({ host: '*.example.com', path: '/api' })];
    for (const { rule } of Object.values(fileOf({ domains, gzip: true }).http.routers))
      expect(ruleProblem(rule)).toBeNull();
  });

  it.each([
    ['', 'these matchers'],
    ['Host', 'Must have ( at character 5'],
    ['Host()', 'a value in backticks at character 6'],
    ['Host(a.example)', 'a value in backticks'],
    ['Host(`a.example`', 'Must have ) at character 17'],
    ['Host(`a.example`) Path(`/`)', '&& or || at character 19'],
    ['Host(`a`, `b`)', 'Host takes 1 values'],
    ['Header(`a`)', 'Header takes 2 values'],
    ['Query(`a`, `b`, `c`)', 'Query takes 1 or 2 values'],
    ['HostSNI(`*`)', 'these matchers'],
    ['Headers(`a`, `b`)', 'these matchers'],
    ['Path(`api`)', 'must begin with /'],
    ['(Host(`a`)', 'Must have )'],
    ['Host(`a`) &&', 'these matchers'],
    [`${'!'.repeat(40)}Host(\`a\`)`, 'too many parentheses'],
    [`Host(\`${'a'.repeat(3000)}\`)`, 'longer than'],
  ])('must not be %s', (rule, problem) => expect(ruleProblem(rule)).toContain(problem));

  it('never makes the check fail', () => {
    const part = fc.constantFrom('Host(`a`)', '(', ')', '!', '&&', '||', ',', '`', '"', ' ', 'Path', '\\');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 200 }), (parts) => {
        const problem = ruleProblem(parts.join(''));
        expect(problem === null || problem !== '').toBe(true);
      }),
    );
  });
});
