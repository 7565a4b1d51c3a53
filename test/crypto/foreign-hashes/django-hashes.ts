export const password = 'correct horse'
const unicodePassword = 'Grüße, 世界 🔑'

/** Written by Django 5.2 with bcrypt 5.0 and argon2-cffi 25.1. */
export const djangoHashes = [
  [
    'pbkdf2_sha256',
    password,
    'pbkdf2_sha256$1000000$Xwe9YPfQoljJwzaOd3lXPy$yoYmMj5lkLmPKCbk59DYEeNYGKKVTCi4FECSqGn+DJQ=',
  ],
  [
    'pbkdf2_sha256 of Unicode',
    unicodePassword,
    'pbkdf2_sha256$1000000$ei8uGIARWoZ2Vdn1WpT050$p7elVSSrRNn4I9MogRFChtZZEOyPBrAhbfLHgJPYhcU=',
  ],
  [
    'pbkdf2_sha1',
    password,
    'pbkdf2_sha1$1000000$AL7FdT7cPqW5n9kwSb1OcY$2dcWOWgRjPGPMMkvqn6uwPoczBY=',
  ],
  [
    'scrypt',
    password,
    'scrypt$16384$3VhEu7N9ihI3BYcd1QztTp$8$5$XBUxb2GG4mNCJt5dVJ3wylcoYrNiH9TF3dGbdELQ3Sm/nRnmMYpMtnicxX7t/VBdbvavk1TMY7M8i7ZirdeK7A==',
  ],
  [
    'scrypt of Unicode',
    unicodePassword,
    'scrypt$16384$r5lRSQNaIdRa4Yb0y21zA9$8$5$yRTtSSYmKxBWgQvERoVUhREXLZSdQmBjsumo9NolXhswkHxjstBfV1QyoU2OvrFiHEaKMBhuA+v71RcFe4BtIw==',
  ],
  [
    'bcrypt_sha256',
    password,
    'bcrypt_sha256$$2b$12$Ser875j.dAuAV0sw5v38VOEfzO0.INl0K0R4WU3xGJihHiXS1tsNm',
  ],
  [
    'bcrypt_sha256 of Unicode',
    unicodePassword,
    'bcrypt_sha256$$2b$12$s1JyYX/jU8kM44CNEkGdSebtzow4ixIMJI5NjF.YLVBulk2D4H3Fq',
  ],
  ['bcrypt', password, 'bcrypt$$2b$12$.bq2arFt6DEKqPQfhK4ibusvxRu71z2AcpdlIEo5eXlnR2L0kxhvq'],
  ['bcrypt $2a$', password, 'bcrypt$$2a$04$ZMyoLq4NmIqIVIiQK57NJu6S/JUsImlDdAvWrVUuQaiB/ZjuJ20FG'],
  ['bcrypt $2y$', password, 'bcrypt$$2y$04$yH77EPPMcOgQk/wjr0WS.u8DdOFkIa/4ENX72BAEYvAmq.NiyZBDi'],
  [
    'bcrypt cut inside a character',
    `${'ü'.repeat(35)}€€`,
    'bcrypt$$2b$04$ThUqv8rOBtamSfqwSLG6yOblzdw3sLVzs.kDJrbj/uLi0i7ZFZwze',
  ],
  [
    'argon2',
    password,
    'argon2$argon2id$v=19$m=102400,t=2,p=8$WjkybkJ3NVZKNE1DZWZxRkpDTHR4Wg$UwW9xzn/hvc8Z9BNSnty34eUXug5LkFHOZnVh+SIpwk',
  ],
  [
    'argon2 of Unicode',
    unicodePassword,
    'argon2$argon2id$v=19$m=102400,t=2,p=8$aDBwWjI1UGI1dXZDbFptZHlVSzRnWQ$CMdsVKGZZMcWo1EiSXFT8aIcN7n481mw6hfBEOFTbGc',
  ],
] as const
