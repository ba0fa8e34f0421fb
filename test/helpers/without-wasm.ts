/** Stands for a runtime whose content security policy forbids to compile WebAssembly: there saxes reads. */
class Forbidden {
  constructor() {
    throw new WebAssembly.CompileError('WebAssembly is forbidden here')
  }
}

Object.assign(WebAssembly, { Module: Forbidden })
