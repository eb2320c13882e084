import { expect, it } from 'vitest';
import { parsePorts } from './listening-ports';

it('the kernel’s table tells the ports that are open', () => {
  const table = `  sl  local_address rem_address   st tx_queue rx_queue
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000
   1: 0100007F:0050 0100007F:C001 01 00000000:00000000
   2: 00000000000000000000000000000000:01BB 00000000000000000000000000000000:0000 0A 0
`;
  expect(parsePorts(table, '0A')).toEqual([8080, 443]);
});
