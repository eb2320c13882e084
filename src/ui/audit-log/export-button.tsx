'use client';

import { Download } from 'lucide-react';
import { useState } from 'react';
import { notify } from '../feedback/notify';
import { reportFailure } from '../feedback/report-failure';
import { Button } from '../primitives/button';
import { saveText } from '../primitives/save-text';
import { useTRPCClient } from '../trpc';
import { type AuditFilters, toQuery } from './filters';

/** Button that saves all rows that match the filters as a file with one JSON object per line. */
export function ExportButton({ filters }: { filters: AuditFilters }) {
  const client = useTRPCClient();
  const [isBusy, setBusy] = useState(false);
  function start() {
    const lines: string[] = [];
    setBusy(true);
    client.auditLog.export.subscribe(toQuery(filters, new Date()), {
      onData: (row) => lines.push(JSON.stringify('data' in row ? row.data : row)),
      onError: (error) => {
        setBusy(false);
        reportFailure(error);
      },
      onComplete: () => {
        setBusy(false);
        saveText(
          `audit-log-${new Date().toISOString().slice(0, 10)}.jsonl`,
          lines.map((line) => `${line}\n`).join(''),
        );
        notify.success(`${lines.length} ${lines.length === 1 ? 'row' : 'rows'} exported`);
      },
    });
  }
  return (
    <Button busy={isBusy} onClick={start}>
      {!isBusy && <Download aria-hidden />} Export
    </Button>
  );
}
