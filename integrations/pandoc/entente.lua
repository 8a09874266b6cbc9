-- Networks in the pages of pandoc: ![A caption](net.yaml){view=pillar-2 width=80%}, and blocks of class entente.
-- README.md beside this file shows both; the contract is in ../README.md.

local program = os.getenv 'ENTENTE' or 'entente'
local ours = {caption = true, width = true, height = true, depfile = true}

-- What an output shows best; all others get an SVG file. Word processors get pixels: LibreOffice sets the text of an
-- SVG with widths of its own, and the numbers of the sources fall on the words before them.
local outputs = {
  svg_inline = ' html html4 html5 chunkedhtml epub epub3 revealjs slidy slideous s5 dzslides ',
  pdf = ' latex beamer context ',
  png = ' docx odt pptx rtf epub2 icml ',
  words = ' plain man ansi vimdoc ',
}
local types = {svg = 'image/svg+xml', pdf = 'application/pdf', png = 'image/png'}
local form = 'svg'
for name, list in pairs(outputs) do
  if list:find(' ' .. FORMAT .. ' ', 1, true) then form = name end
end

local defaults, depends, found, failed = {}, {}, {}, false

local function read(name, mode)
  local file = io.open(name, mode)
  local text = file and file:read 'a'
  if file then file:close() end
  return text
end

local function lines(text)
  return (text .. '\n'):gmatch '([^\n]*)\n'
end

-- FILE:LINE of the next place that holds these lines, indented or not: pandoc does not tell. Nil on standard input.
local function place(wanted)
  local parts, seen, at = pandoc.List(), 0, nil
  for part in lines(wanted) do parts:insert(part) end
  found[wanted] = (found[wanted] or 0) + 1
  for _, name in ipairs(PANDOC_STATE.input_files) do
    local number, same = 0, 0
    for line in lines(read(name) or '') do
      number = number + 1
      same = line:find(parts[same + 1], 1, true) and same + 1 or line:find(parts[1], 1, true) and 1 or 0
      if same == #parts and seen < found[wanted] then
        at, seen = name .. ':' .. number - same + 1, seen + 1
      end
      same = same % #parts
    end
  end
  return at
end

-- The answer is JSON, which pandoc 2 cannot read. With its escapes set aside, no text in it holds a quote.
local function aside(answer)
  return (answer:gsub('\\(.)', function (sign) return ('\1%03d'):format(sign:byte()) end))
end

local function back(text)
  return (text:gsub('\1(%d%d%d)', function (code) return code == '110' and '\n' or string.char(code) end))
end

-- The inline that stands for a network. On a mistake the program tells what, and we tell where.
local function draw(attributes, target, text)
  local at, options, arguments = place(text or '](' .. target), {}, pandoc.List {'embed'}
  for _, given in ipairs {defaults, attributes} do
    for key, value in pairs(given) do options[key] = value end
  end
  for key, value in pairs(options) do
    if not ours[key] and not key:find '^data%-' then arguments:insert('--' .. key .. '=' .. value) end
  end
  if text then
    arguments:insert('--at=' .. (at or 'block:1'))
  else
    local name = target:gsub('%%(%x%x)', function (code) return string.char(tonumber(code, 16)) end)
    local folders = pandoc.List(PANDOC_STATE.resource_path)
    local folder = folders:filter(function (here) return read(here .. '/' .. name) end)[1] or '.'
    arguments:insert(folder == '.' and name or folder .. '/' .. name)
    pandoc.mediabag.delete(target) -- where --extract-media took it for a picture
  end
  return pandoc.system.with_temporary_directory('entente', function (folder)
    arguments:extend(types[form] and {'-T', form, '-O', folder} or {})
    arguments:extend(form == 'png' and not options.dpi and {'--dpi=300'} or {})
    local done, answer = pcall(pandoc.pipe, program, arguments, text or '')
    local fields = aside(done and answer or answer.output or '')
    for name in (fields:match '"depends":%s*(%b[])' or ''):gmatch '"([^"]*)"' do depends[back(name)] = true end
    depends.block = nil
    if not done then
      failed = true
      local why = answer.error_code and '' or ': ' .. tostring(answer)
      io.stderr:write(at or 'pandoc', ': error: no figure of ‘', target or text:match '[^\n]*', '’', why, '\n')
      return pandoc.Str ''
    end
    local function value(key) return back(fields:match('"' .. key .. '":%s*"([^"]*)"')) end
    local printed = FORMAT == 'pptx' and not options.alt -- below the picture
    local words, width = value(printed and 'title' or 'alt'), options.width
    if form == 'words' then return pandoc.Span(words) end
    if form == 'svg_inline' then
      local tag = width and '<svg style="width:' .. width .. '"' or '<svg'
      return pandoc.RawInline('html', (value 'text':gsub('^<svg', function () return tag end)))
    end
    local name = value 'file':match '[^/]*$'
    pandoc.mediabag.insert(name, types[form], read(value 'file', 'rb'))
    return pandoc.Image(words, name, '', {width = width, height = options.height})
  end)
end

local function figure(attr, caption, target, text)
  local drawn, id, classes = draw(attr.attributes, target, text), attr.identifier, attr.classes
  if not classes:includes 'entente' then classes:insert 'entente' end
  if drawn.t ~= 'RawInline' and #caption == 0 then return pandoc.Para {drawn} end
  if form == 'words' then return {pandoc.Para(caption), pandoc.Para {drawn}} end
  local told = pandoc.List(#caption > 0 and {pandoc.Plain(caption)} or {})
  if FORMAT == 'pptx' then drawn.caption = caption end
  if pandoc.Figure then return pandoc.Figure({pandoc.Plain {drawn}}, told, {id, classes}) end
  if FORMAT == 'docx' then -- where the alternative text would be the caption
    local function styled(style, inlines) return pandoc.Div(pandoc.Para(inlines), {['custom-style'] = style}) end
    return {styled('Captioned Figure', {drawn}), styled('Image Caption', caption)}
  elseif drawn.t == 'Image' then
    drawn.caption, drawn.title, drawn.identifier = caption, 'fig:', id
    return pandoc.Para {drawn}
  end
  local tag = '<figure class="' .. table.concat(classes, ' ') .. (id ~= '' and '" id="' .. id or '') .. '">'
  local function html(tags) return pandoc.RawBlock('html', tags) end
  if #told > 0 then told = pandoc.List {html '<figcaption>', told[1], html '</figcaption>'} end
  return pandoc.List {html(tag), pandoc.Plain {drawn}} .. told .. {html '</figure>'}
end

local function is_network(inline)
  return inline and inline.t == 'Image' and inline.src:find '%.ya?ml$'
end

-- After a mistake there is no output, nor that of an earlier run.
local function finish()
  local output = PANDOC_STATE.output_file
  if defaults.depfile then
    local names = pandoc.List()
    for name in pairs(depends) do names:insert((name:gsub('[ #]', '\\%0'):gsub('%$', '$$'))) end
    names:sort()
    local file = assert(io.open(defaults.depfile, 'w'))
    file:write(output or '-', ': ', table.concat(names, ' '), '\n\n', table.concat(names, ':\n'), ':\n')
    file:close()
  end
  if failed and output and output:find '%.%w+$' then os.remove(output) end
  if failed then os.exit(1) end
end

return {{
  Meta = function (meta)
    for key, value in pairs(meta) do
      if key:find '^entente%-' then defaults[key:sub(9)] = pandoc.utils.stringify(value) end
    end
  end,
}, {
  Para = function (para)
    local image = para.content[1]
    if #para.content == 1 and is_network(image) and (#image.caption == 0 or image.title:find '^fig:') then
      return figure(image.attr, image.caption, image.src)
    end
  end,
  Figure = function (given)
    local image = ((given.content[1] or {}).content or {})[1]
    if #given.content > 1 or not is_network(image) then return end
    image.identifier = given.identifier
    return figure(image.attr, pandoc.utils.blocks_to_inlines(given.caption.long), image.src)
  end,
  CodeBlock = function (block)
    if not block.classes:includes 'entente' then return end
    local caption = pandoc.read(block.attributes.caption or '', 'markdown').blocks
    return figure(block.attr, pandoc.utils.blocks_to_inlines(caption), nil, block.text)
  end,
}, {
  Image = function (image) return is_network(image) and draw(image.attributes, image.src) or nil end,
}, {Pandoc = finish}}
