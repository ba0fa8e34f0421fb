import { FEED } from './chars'
import { comment, commentClose } from './comments'
import { content } from './content'
import { bang, doctype } from './declarations'
import { instruction, target } from './instructions'
import { carry } from './measure'
import { reference } from './reference'
import { cdata } from './sections'
import {
  At,
  ATTRIBUTE_NAME,
  BANG,
  CDATA,
  COMMENT,
  COMMENT_CLOSE,
  CONTENT,
  DOCTYPE,
  END_CLOSE,
  END_NAME,
  EQUALS,
  INSTRUCTION,
  MARKUP,
  QUOTE,
  REFERENCE,
  SLASH,
  START_NAME,
  TAG,
  TAG_CLOSE,
  TARGET,
  VALUE,
} from './state'
import { stopRecording } from './repeats'
import { endClose, endName, markup, slash, startName, tagClose } from './tags'
import { isFull, reset as resetTape } from './tape'
import { cut, Token } from './text'
import { reset as resetUnits } from './units'
import { attributeName, equals, openingQuote, tag, value } from './values'

// From state to state, as far as the input goes and the tape has room.

const DONE: i32 = 0
const MORE: i32 = 1
const FAILED: i32 = 2

/** Scans `bytes` more, or goes on. Says `DONE`, `MORE` when the tape must be taken first, or `FAILED`. */
export function scan(bytes: usize): i32 {
  resetTape()
  resetUnits()
  stopRecording()
  At.paused = false
  if (bytes > 0) {
    At.fresh = At.end
    At.end += bytes
    At.starved = false
  }
  while (At.position < At.end) {
    if (At.paused || isFull()) {
      pause()
      return MORE
    }
    step()
    if (At.error != 0) return FAILED
    if (At.starved) break
  }
  pause()
  if (bytes > 0 || At.fresh < At.end) carry()
  At.fresh = At.end
  return At.error != 0 ? FAILED : DONE
}

/** What there is of a text goes out; of a reference in it there is nothing yet. */
function pause(): void {
  if (At.state == REFERENCE) Token.from = At.position
  cut(At.position)
}

function step(): void {
  if (At.afterReturn) {
    At.afterReturn = false
    if (load<u8>(At.position) == FEED) {
      At.position++
      Token.from = At.position
      return
    }
  }
  switch (At.state) {
    case CONTENT:
      content()
      return
    case MARKUP:
      markup()
      return
    case START_NAME:
      startName()
      return
    case TAG_CLOSE:
      tagClose()
      return
    case TAG:
      tag()
      return
    case ATTRIBUTE_NAME:
      attributeName()
      return
    case EQUALS:
      equals()
      return
    case QUOTE:
      openingQuote()
      return
    case VALUE:
      value()
      return
    case SLASH:
      slash()
      return
    case END_NAME:
      endName()
      return
    case END_CLOSE:
      endClose()
      return
    case REFERENCE:
      reference()
      return
    case BANG:
      bang()
      return
    case COMMENT:
      comment()
      return
    case COMMENT_CLOSE:
      commentClose()
      return
    case CDATA:
      cdata()
      return
    case TARGET:
      target()
      return
    case INSTRUCTION:
      instruction()
      return
    case DOCTYPE:
      doctype()
      return
  }
}
