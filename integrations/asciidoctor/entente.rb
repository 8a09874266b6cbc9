# frozen_string_literal: true

# Networks in documents of Asciidoctor: blocks with the style entente, and entente::net.yaml[]. README.md beside this
# file shows both; the contract is in ../README.md.

require 'asciidoctor'
require 'json'
require 'open3'
require 'tmpdir'

# What the block and the macro have in common.
module EntenteFigure
  include Asciidoctor::Logging

  # Asciidoctor's own attributes of images; all others are options of the program.
  OURS = /\A(caption|title|id|role|style|subs|opts|options|.*-option|reftext|width|height|scale|scaledwidth|
            pdfwidth|align|float|link|window|cloaked-context|depfile|\d+)\z/x.freeze
  # Options with which a page would reach out of its folder.
  REACHING = %w[root like output-dir at].freeze

  class Mistake < StandardError; end

  # The block that stands for a network: of FILE, or of LINES in the page.
  def figure(parent, attrs, file: nil, lines: nil)
    place = place_of parent.document.reader.cursor_at_mark, lines || ["entente::#{file}["]
    words = options parent.document, attrs
    words << (file ? path_of(parent, file) : "--at=#{here place.file || place.path}:#{place.lineno}")
    picture parent, attrs, words, lines&.join("\n")
  rescue Mistake => e
    logger.fatal message_with_context "no figure of ‘#{file || lines.first}’\n#{e.message}", source_location: place
    create_literal_block parent, e.message, 'role' => 'entente-error'
  end

  private

  # ---- where things are ----

  # Asciidoctor remembers where the outermost block begins; the lines are further down, and may be indented.
  def place_of(cursor, wanted)
    all = cursor.file ? File.readlines(cursor.file, chomp: true, encoding: 'UTF-8') : []
    from = (cursor.lineno - 1..all.size - wanted.size).find do |first|
      wanted.each_with_index.all? { |line, at| all[first + at].include? line }
    end
    from ? Asciidoctor::Reader::Cursor.new(cursor.file, cursor.dir, cursor.path, from + 1) : cursor
  end

  def here(path)
    path.delete_prefix "#{Dir.pwd}/"
  end

  # Seen from the folder of the document, as images are, and inside of what the safe mode allows.
  def path_of(parent, file)
    here parent.normalize_system_path(file, nil, nil, target_name: 'network')
  end

  # Where the output will look for its images.
  def image_folder(doc)
    file = doc.options[:to_file]
    folder = File.expand_path(file.is_a?(String) ? File.dirname(file) : '.', doc.options[:to_dir] || doc.base_dir)
    jail = doc.safe < Asciidoctor::SafeMode::SAFE ? nil : folder
    doc.path_resolver.system_path doc.attr('imagesdir'), folder, jail, target_name: 'imagesdir'
  end

  # ---- the program ----

  # Attributes of the document, entente-theme and others, are options of all figures.
  def options(doc, attrs)
    given = doc.attributes.select { |name, _| name.start_with? 'entente-' }.transform_keys { |name| name[8..] }
    given = given.merge(attrs).reject { |name, _| OURS.match? name.to_s }
    reaching = doc.safe < Asciidoctor::SafeMode::SAFE ? [] : given.keys & REACHING
    raise Mistake, "#{reaching.join ', '}: not for a page in a safe mode" unless reaching.empty?

    given.map { |name, value| "--#{name}=#{value}" }
  end

  def ask(doc, words, input)
    said, told, ended = Open3.capture3 ENV.fetch('ENTENTE', 'entente'), 'embed', *words, stdin_data: input || ''
    answer = said.start_with?('{') ? JSON.parse(said) : {}
    depend doc, answer.fetch('depends', [])
    raise Mistake, told.strip unless ended.success?

    logger.warn told.strip unless told.empty?
    answer
  rescue SystemCallError => e
    raise Mistake, e.message
  end

  # Tells make what the output rests on, where the call asks for it; a page cannot.
  def depend(doc, names)
    return unless doc.attribute_locked?('entente-depfile') && (file = doc.attr 'entente-depfile')

    all = (doc.catalog[:entente] ||= []).concat(names).uniq.map { |name| name.gsub(/[ #]/, '\\\\\0').gsub('$', '$$') }
    File.write file, "#{file.delete_suffix '.d'}: #{all.join ' '}\n\n#{all.map { |name| "#{name}:\n" }.join}"
  end

  # ---- what each output shows ----

  def picture(parent, attrs, words, input)
    doc = parent.document
    case doc.backend
    when 'html5', 'xhtml5', 'revealjs'
      answer = ask doc, words, input
      inline image(parent, attrs, answer, 'network.svg'), answer['outputs'][0]['text']
    when 'pdf' then image parent, attrs, *printed(doc, words, input)
    when 'manpage' then create_paragraph parent, ask(doc, words, input)['alt'], attrs.slice('title')
    else
      Asciidoctor::Helpers.mkdir_p(folder = image_folder(doc))
      answer = ask doc, ['-T', 'svg', '-O', folder] + words, input
      image parent, attrs, answer, File.basename(answer['outputs'][0]['file'])
    end
  end

  def image(parent, attrs, answer, target, more = {})
    attrs = more.merge(attrs, 'target' => target, 'alt' => answer['alt'])
    attrs['title'] ||= attrs.delete 'caption'
    create_image_block parent, attrs.compact
  end

  # Asciidoctor's converters put an SVG into the page where the option says so.
  def inline(block, svg)
    block.set_option 'inline'
    block.define_singleton_method(:read_contents) { |*| svg }
    block
  end

  # Asciidoctor PDF draws SVG with Helvetica, which has the letters of western Europe; other text it gets as pixels.
  def printed(doc, words, input)
    answer = ask doc, ['-T', 'svg'] + words, input
    svg = answer['outputs'][0]['text']
    svg.encode 'Windows-1252'
    [answer, "data:image/svg+xml;base64,#{[svg].pack 'm0'}"]
  rescue EncodingError
    Dir.mktmpdir do |folder|
      png = File.binread ask(doc, ['-T', 'png', '--dpi=300', '-O', folder] + words, input)['outputs'][0]['file']
      [answer, "data:image/png;base64,#{[png].pack 'm0'}", { 'width' => (png[16, 4].unpack1('N') * 0.32).round.to_s }]
    end
  end
end

# [entente] above a block of YAML
class EntenteBlock < Asciidoctor::Extensions::BlockProcessor
  include EntenteFigure
  use_dsl
  named :entente
  on_contexts :listing, :literal
  parse_content_as :raw

  def process(parent, reader, attrs)
    lines = reader.lines
    return create_listing_block parent, lines, attrs if parent.document.safe >= Asciidoctor::SafeMode::SECURE

    figure parent, attrs, lines: lines
  end
end

# entente::net.yaml[view=pillar-2]
class EntenteMacro < Asciidoctor::Extensions::BlockMacroProcessor
  include EntenteFigure
  use_dsl
  named :entente
  positional_attributes 'alt', 'width', 'height'

  def process(parent, target, attrs)
    return create_paragraph parent, "link:#{target}[]", {} if parent.document.safe >= Asciidoctor::SafeMode::SECURE

    figure parent, attrs, file: target
  end
end

Asciidoctor::Extensions.register do
  block EntenteBlock
  block_macro EntenteMacro
end
