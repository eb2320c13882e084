import { healthTimings } from '../workload/common-settings';
import type { SettingGroup } from '../workload/setting-field';
import type { ApplicationChanges } from './use-update-application';

type Group = SettingGroup<keyof ApplicationChanges & string>;

const checked = { health_check_enabled: true };
const checkedByHttp = { ...checked, health_check_type: 'http' };
const checkedByCommand = { ...checked, health_check_type: 'cmd' };

export const health: Group = {
  title: 'Health check',
  description:
    'A new version gets traffic once this check passes. Without a check, its port must accept connections.',
  fields: [
    {
      name: 'health_check_enabled',
      label: 'Check',
      kind: 'switch',
      hint: 'Wait for this check before switching traffic',
    },
    {
      name: 'health_check_type',
      when: checked,
      label: 'Kind',
      kind: 'select',
      half: true,
      options: [
        ['http', 'HTTP request'],
        ['cmd', 'Command in the container'],
      ],
    },
    {
      name: 'health_check_command',
      when: checkedByCommand,
      label: 'Command',
      kind: 'text',
      mono: true,
      half: true,
      hint: 'Runs in the container; exit code 0 means healthy',
    },
    {
      name: 'health_check_method',
      when: checkedByHttp,
      label: 'Method',
      kind: 'select',
      half: true,
      options: ['GET', 'HEAD', 'POST', 'OPTIONS'].map((method) => [method, method] as const),
    },
    { name: 'health_check_path', when: checkedByHttp, label: 'Path', kind: 'text', mono: true, half: true },
    {
      name: 'health_check_port',
      when: checkedByHttp,
      label: 'Port',
      kind: 'text',
      mono: true,
      half: true,
      hint: 'If empty, the first exposed port',
    },
    {
      name: 'health_check_return_code',
      when: checkedByHttp,
      label: 'Expected status',
      kind: 'number',
      half: true,
    },
    ...healthTimings,
  ],
};
