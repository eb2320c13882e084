/** What a visitor may claim in headers that programs believe. */
export const claims = {
  Forwarded: 'for=203.0.113.9;proto=https;host=evil.example',
  'X-Forwarded-For': '203.0.113.9',
  'X-Forwarded-Host': 'evil.example',
  'X-Forwarded-Port': '4444',
  'X-Forwarded-Prefix': '/evil',
  'X-Forwarded-Proto': 'gopher',
  'X-Forwarded-Server': 'evil.example',
  'X-Forwarded-Tls-Client-Cert': 'evil',
  'X-Forwarded-Uri': '/evil',
  'X-Real-Ip': '203.0.113.9',
  // Programs behind CGI and WSGI take one for the other.
  X_Forwarded_For: '203.0.113.9',
  'X-Forwarded_Proto': 'gopher',
  X_Real_Ip: '203.0.113.9',
};

/** Finds a part of any of them. */
export const claimed = /203\.0\.113\.9|evil|gopher|4444/;
