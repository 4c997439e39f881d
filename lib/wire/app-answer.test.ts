import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readAppAnswer } from './app-answer.ts'

test('reads what podinfo says of itself', () => {
  expect(
    readAppAnswer('{"hostname":"a-1","version":"6.9.3","color":"#34577c","message":"hi","num_cpu":"8"}'),
  ).toEqual({
    hostname: 'a-1',
    version: '6.9.3',
    color: '#34577c',
    message: 'hi',
  })
})

test.each(['', 'hello', '[]', '"text"', '7', 'null', '{', '<html>'])('%j says nothing of itself', (body) => {
  expect(readAppAnswer(body)).toBeNull()
})

test('a field of another type is no text of the app', () => {
  expect(readAppAnswer('{"hostname":{"a":1},"version":[1],"color":null,"message":true}')).toEqual({
    hostname: '',
    version: '',
    color: '',
    message: 'true',
  })
})

test('never throws', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (body) => readAppAnswer(body) !== undefined))
})
