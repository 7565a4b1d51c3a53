import bcrypt from 'bcrypt'
import SqliteDatabase from 'better-sqlite3'
import express from 'express'
import jsonwebtoken from 'jsonwebtoken'
import passport from 'passport'
import { Strategy } from 'passport-local'

/** What many write by hand: Express, Passport, bcrypt of cost 10, a signed token, SQLite in WAL mode. */
const secret = 'a-secret-of-the-benchmark-that-is-long-enough'
const database = new SqliteDatabase('express.db')
database.pragma('journal_mode = WAL')
database.exec('create table users (id integer primary key, email text unique, password_hash text)')
const insertUser = database.prepare('insert into users (email, password_hash) values (?, ?)')
const findByEmail = database.prepare('select * from users where email = ?')
const findById = database.prepare('select id, email from users where id = ?')

passport.use(
  new Strategy({ usernameField: 'email' }, async (email, password, done) => {
    const user = findByEmail.get(email)
    const isRight = user && (await bcrypt.compare(password, user.password_hash))
    done(null, isRight ? user : false)
  }),
)

const app = express()
app.use(express.json())
app.use(passport.initialize())
app.post('/register', async ({ body }, response) => {
  insertUser.run(body.email, await bcrypt.hash(body.password, 10))
  response.status(201).json({})
})
app.post('/login', passport.authenticate('local', { session: false }), ({ user }, response) => {
  response.json({
    token: jsonwebtoken.sign({ sub: String(user.id) }, secret, { expiresIn: '15m' }),
  })
})
app.get('/me', (request, response) => {
  const { sub } = jsonwebtoken.verify(request.headers.authorization.slice(7), secret)
  response.json(findById.get(Number(sub)))
})
const server = app.listen(0, '127.0.0.1', () => {
  const origin = `http://127.0.0.1:${server.address().port}`
  process.stdout.write(`${JSON.stringify({ origin })}\n`)
})
process.once('SIGTERM', () => process.exit(0))
