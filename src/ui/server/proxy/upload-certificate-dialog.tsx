'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { notify } from '../../feedback/notify';
import { DialogFormActions } from '../../forms/dialog-form-actions';
import { Form } from '../../forms/form';
import { TextAreaField } from '../../forms/text-field';
import { useServerForm } from '../../forms/use-server-form';
import { Dialog } from '../../primitives/dialog';
import { useTRPC } from '../../trpc';

interface UploadCertificateDialogProps {
  uuid: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function UploadCertificateDialog({ uuid, open, onOpenChange }: UploadCertificateDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Upload a certificate" wide>
      <UploadForm uuid={uuid} onClose={() => onOpenChange(false)} />
    </Dialog>
  );
}

function UploadForm({ uuid, onClose }: { uuid: string; onClose: () => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const upload = useMutation(trpc.server.uploadCertificate.mutationOptions());
  const form = useServerForm<{ certificate: string; private_key: string }>({
    defaultValues: { certificate: '', private_key: '' },
    send: async (values) => {
      await upload.mutateAsync({ uuid, ...values });
      await queryClient.invalidateQueries({ queryKey: trpc.server.pathKey() });
      notify.success('Certificate uploaded');
      onClose();
    },
  });
  return (
    <Form of={form} label="Upload a certificate">
      <TextAreaField
        name="certificate"
        label="Certificate"
        mono
        rows={6}
        spellCheck={false}
        hint="PEM: the domain’s certificate first, then the intermediate certificates. Replaces uploaded certificates whose names it covers."
      />
      <TextAreaField
        name="private_key"
        label="Private key"
        mono
        rows={6}
        spellCheck={false}
        autoComplete="off"
        hint="PEM, RSA or EC, without a passphrase. Stored encrypted and never shown again."
      />
      <DialogFormActions onCancel={onClose}>Upload certificate</DialogFormActions>
    </Form>
  );
}
